'use client'

import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactElement, useRef } from 'react'
import { cn } from '../cn.ts'
import { useJsonLines } from './use-json-lines.ts'

const LINE_HEIGHT = 20

/** Text line by line, of which only those in sight are drawn; JSON is laid out first, digit by digit as it is. */
export function JsonLines({
  text,
  isJson,
  className,
}: {
  text: string
  isJson: boolean
  className?: string
}): ReactElement {
  const box = useRef<HTMLDivElement>(null)
  const { lines, done } = useJsonLines(text, isJson)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: () => LINE_HEIGHT,
    overscan: 20,
    initialRect: { width: 320, height: 400 },
  })
  return (
    <div
      ref={box}
      aria-busy={!done}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by the keyboard
      tabIndex={0}
      className={cn('overflow-auto p-2 font-mono text-xs leading-5 focus-visible:outline-offset-[-2px]', className)}
    >
      <div className="relative w-max min-w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start }) => (
          <div
            key={index}
            className="absolute top-0 left-0 whitespace-pre"
            style={{ transform: `translateY(${start}px)` }}
          >
            {lines[index]}
          </div>
        ))}
      </div>
    </div>
  )
}
