'use client'

import type { ReactElement } from 'react'
import { cn } from './cn.ts'
import { CopyButton } from './copy-button.tsx'

/** Text as it is: a stack, source code, a log. */
export function CodeBlock({
  text,
  label,
  wrap = false,
  className,
}: {
  text: string
  /** What it is, for assistive technology. */
  label: string
  wrap?: boolean
  className?: string
}): ReactElement {
  return (
    <section aria-label={label} className={cn('relative rounded-md border border-line bg-sunken', className)}>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard
        tabIndex={0}
        className={cn(
          'max-h-80 overflow-auto p-2 pr-9 font-mono text-ink text-xs leading-5',
          wrap && 'whitespace-pre-wrap break-words',
        )}
      >
        {text}
      </pre>
      <CopyButton text={text} label={`Copy ${label}`} className="absolute top-1 right-1 bg-sunken" />
    </section>
  )
}
