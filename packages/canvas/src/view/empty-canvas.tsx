'use client'

import { Plus } from 'lucide-react'
import type { ReactElement } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'

/** The invitation on a canvas without nodes. */
export function EmptyCanvas(): ReactElement | null {
  const isEmpty = useEditor((state) => state.flowNodes.length === 0)
  const readOnly = useEditor((state) => state.readOnly)
  const { patch } = useEditorActions()
  if (!isEmpty) return null
  if (readOnly) {
    return <p className="absolute inset-0 flex items-center justify-center text-muted">This version has no nodes.</p>
  }
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center justify-center gap-3">
      <button
        type="button"
        onClick={(event) => {
          const { left, bottom } = event.currentTarget.getBoundingClientRect()
          patch({ picker: { anchor: { x: left, y: bottom + 8 }, position: { x: 0, y: 0 } } })
        }}
        className="group pointer-events-auto flex h-24 w-64 flex-col items-center justify-center gap-2 rounded-lg border border-line-strong border-dashed bg-raised/60 text-ink hover:border-accent hover:bg-raised"
      >
        <span className="flex size-8 items-center justify-center rounded-full bg-accent-soft text-accent-ink group-hover:bg-accent group-hover:text-on-accent">
          <Plus aria-hidden="true" className="size-4.5" />
        </span>
        <span className="font-medium text-sm">Add the first node</span>
      </button>
      <p className="text-muted text-sm">Usually a trigger: it says when the workflow starts.</p>
    </div>
  )
}
