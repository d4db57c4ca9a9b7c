'use client'

import { cn } from '@spane/ui'
import { type ReactElement, type ReactNode, useState } from 'react'
import { holdsPath, readPath } from '../data/dragged-path.ts'
import { useInsertTarget } from '../data/insert-targets.ts'
import { asExpression } from '../expression/insert-expression.ts'

/** Around a control that cannot hold text: what is dropped on it makes its field an expression. */
export function SwitchedControl({
  targetLabel,
  onExpression,
  children,
}: {
  targetLabel: string
  onExpression: (template: string) => void
  children: ReactNode
}): ReactElement {
  const [isOver, setOver] = useState(false)
  const box = useInsertTarget<HTMLDivElement>({
    label: targetLabel,
    insert: (code) => onExpression(asExpression(code)),
  })
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same is in the menu of the data, for keys
    <div
      ref={box}
      data-insert-target
      className={cn('min-w-0 rounded-md', isOver && 'outline-2 outline-accent')}
      onDragOver={(event) => {
        if (!holdsPath(event.dataTransfer)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDropCapture={(event) => {
        setOver(false)
        const code = readPath(event.dataTransfer)
        if (code === undefined) return
        event.preventDefault()
        event.stopPropagation()
        onExpression(asExpression(code))
      }}
    >
      {children}
    </div>
  )
}
