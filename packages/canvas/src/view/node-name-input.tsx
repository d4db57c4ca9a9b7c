'use client'

import { type KeyboardEvent, type ReactElement, useRef } from 'react'
import { useEditor, useEditorActions } from '../store/editor-context.ts'

/** Renames a node where it stands: Enter or leaving the field keeps the name, Esc does not. */
export function NodeNameInput({ nodeId }: { nodeId: string }): ReactElement {
  const name = useEditor((state) => state.graph.nodes.get(nodeId)?.name ?? nodeId)
  const { renameNode, patch } = useEditorActions()
  const cancelled = useRef(false)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    cancelled.current = event.key === 'Escape'
    event.currentTarget.closest<HTMLElement>('[data-node-id]')?.focus()
  }
  return (
    <input
      aria-label="Node name"
      // biome-ignore lint/a11y/noAutofocus: the field appears because a person asked to type in it
      autoFocus
      defaultValue={name}
      maxLength={200}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!cancelled.current) renameNode(nodeId, event.currentTarget.value)
        patch({ renamingNodeId: null })
      }}
      className="nodrag nopan -mx-1 h-4.5 w-full rounded-sm bg-sunken px-1 font-medium text-ink text-sm outline-1 outline-accent"
    />
  )
}
