'use client'

import { cn, StatusIcon } from '@spane/ui'
import type { Group } from '@spane/workflow'
import { Handle, type NodeProps, Position } from '@xyflow/react'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { type KeyboardEvent, memo, type ReactElement, useRef } from 'react'
import { GROUP_HEADER } from '../edit/groups.ts'
import { statusText } from '../run/display-status.ts'
import { groupStatus } from '../run/group-status.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { readElementId } from '../store/element-ids.ts'
import { FOLDED_PORT, type GroupElement } from '../store/flow-elements.ts'
import { STATUS_TONES } from './status-tones.ts'

/** A group: a frame around its nodes, or one card in their place when it is folded. */
export const GroupFrame = memo(function GroupFrame({
  id: elementId,
  selected,
  dragging,
}: NodeProps<GroupElement>): ReactElement | null {
  const { id } = readElementId(elementId)
  const group = useEditor((state) => state.grouping.groups.get(id))
  if (!group) return null
  const folded = group.folded === true
  return (
    <div
      data-color={group.color ?? 'grey'}
      className={cn(
        'group-frame size-full rounded-lg border',
        folded ? 'group-folded bg-raised shadow-card' : 'group-open border-dashed',
        selected && 'border-accent border-solid ring-2 ring-accent/35',
        dragging && 'shadow-overlay',
      )}
    >
      <GroupHeader group={group} />
      {folded && (
        <>
          <GroupSummary group={group} />
          <Handle id={FOLDED_PORT} type="target" position={Position.Left} isConnectable={false} aria-hidden="true" />
          <Handle id={FOLDED_PORT} type="source" position={Position.Right} isConnectable={false} aria-hidden="true" />
        </>
      )}
    </div>
  )
})

function GroupHeader({ group }: { group: Group }): ReactElement {
  const readOnly = useEditor((state) => state.readOnly)
  const isRenaming = useEditor((state) => state.renamingGroupId === group.id)
  const { patch, updateGroup } = useEditorActions()
  const folded = group.folded === true
  const count = group.nodeIds.length === 1 ? '1 node' : `${group.nodeIds.length} nodes`
  const Chevron = folded ? ChevronRight : ChevronDown
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of nodes is not a fieldset
    <div
      role="group"
      aria-roledescription="group"
      aria-label={`${group.name || 'Group'}, ${count}, ${folded ? 'folded' : 'unfolded'}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: groups are reached by the keyboard
      tabIndex={0}
      data-group-id={group.id}
      onDoubleClick={() => !readOnly && patch({ renamingGroupId: group.id })}
      className="pointer-events-auto flex cursor-grab items-center gap-1 rounded-t-lg px-1.5 outline-none! active:cursor-grabbing"
      style={{ height: GROUP_HEADER - 1 }}
    >
      <button
        type="button"
        aria-label={folded ? 'Unfold the group' : 'Fold the group'}
        aria-expanded={!folded}
        disabled={readOnly}
        onClick={() => updateGroup(group.id, { folded: !folded })}
        onDoubleClick={(event) => event.stopPropagation()}
        className="nodrag nopan flex size-5 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover hover:text-ink"
      >
        <Chevron aria-hidden="true" className="size-3.5" />
      </button>
      {isRenaming ? (
        <GroupNameInput group={group} />
      ) : (
        <span className="min-w-0 truncate font-medium text-ink text-sm">{group.name || 'Group'}</span>
      )}
      <span className="ml-auto shrink-0 pr-1 text-muted text-xs tabular-nums">{count}</span>
    </div>
  )
}

/** Enter or leaving the field keeps the name, Esc does not. */
function GroupNameInput({ group }: { group: Group }): ReactElement {
  const { patch, updateGroup } = useEditorActions()
  const cancelled = useRef(false)
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    event.stopPropagation()
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    cancelled.current = event.key === 'Escape'
    event.currentTarget.closest<HTMLElement>('[data-group-id]')?.focus({ preventScroll: true })
  }
  return (
    <input
      aria-label="Group name"
      // biome-ignore lint/a11y/noAutofocus: the field appears because a person asked to type in it
      autoFocus
      defaultValue={group.name}
      maxLength={200}
      onFocus={(event) => event.currentTarget.select()}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!cancelled.current) updateGroup(group.id, { name: event.currentTarget.value })
        patch({ renamingGroupId: null })
      }}
      className="nodrag nopan h-5 w-full min-w-0 rounded-sm bg-sunken px-1 font-medium text-ink text-sm outline-1 outline-accent"
    />
  )
}

/** What a folded group would show of a run, in a line; without one, the types that are inside. */
function GroupSummary({ group }: { group: Group }): ReactElement {
  const run = useEditor((state) => state.run)
  const names = useEditor((state) => group.nodeIds.map((id) => state.graph.nodes.get(id)?.name || id).join(', '))
  if (!run) return <p className="truncate px-3 text-muted text-xs leading-6">{names}</p>
  const { status, completed } = groupStatus(run.view, group.nodeIds)
  return (
    <p
      data-status={status}
      data-tone={STATUS_TONES[status]}
      className="flex items-center gap-1.5 truncate px-3 font-medium text-tone text-xs leading-6 tabular-nums"
    >
      <StatusIcon status={status} className="size-3.5" />
      {statusText(status, undefined)}
      <span className="ml-auto font-normal">
        {completed} of {group.nodeIds.length} completed
      </span>
    </p>
  )
}
