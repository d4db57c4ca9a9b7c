'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import { copyText } from './copy-text.ts'
import { IconButton } from './icon-button.tsx'

/** Copies a text and says that it did. */
export function CopyButton({
  text,
  label = 'Copy',
  className,
}: {
  text: string | (() => string)
  label?: string
  className?: string
}): ReactElement {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 1_500)
    return () => clearTimeout(timer)
  }, [state])
  const copy = async () => {
    setState((await copyText(typeof text === 'function' ? text() : text)) ? 'copied' : 'failed')
  }
  return (
    <IconButton
      label={state === 'copied' ? 'Copied' : state === 'failed' ? 'Copying was refused' : label}
      size="sm"
      className={className}
      onClick={copy}
    >
      {state === 'copied' ? <Check className="text-completed" /> : <Copy />}
    </IconButton>
  )
}
