'use client'

import { cn } from '@spane/ui'
import { type NodeProps, useUpdateNodeInternals } from '@xyflow/react'
import { Pin } from 'lucide-react'
import { memo, type ReactElement, useEffect, useRef } from 'react'
import { ChangeSign, useChangeMark } from '../compare/change-marks.tsx'
import { describeConnections } from '../edit/describe-connections.ts'
import { HEADER_HEIGHT, NODE_WIDTH } from '../edit/node-geometry.ts'
import { type DisplayStatus, displayStatus, statusText } from '../run/display-status.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import type { NodeElement } from '../store/flow-elements.ts'
import { DisabledBadge } from './disabled-badge.tsx'
import { NodeIcon } from './node-icon.tsx'
import { NodeNameInput } from './node-name-input.tsx'
import { NodePeople } from './node-people.tsx'
import { NodeHandles, NodePortRows } from './node-ports-view.tsx'
import { NodeProblemsBadge } from './node-problems-badge.tsx'
import { NodeStatusLine } from './node-status-line.tsx'
import { STATUS_TONES } from './status-tones.ts'

/** States that a border of their colour shows; the others have the card's own. */
const HAS_BORDER: ReadonlySet<DisplayStatus> = new Set([
  'completed',
  'failed',
  'retrying',
  'waiting',
  'skipped',
  'not-reached',
  'cancelled',
])

/**
 * One node on the canvas. It reads only its own part of the store, so that a change of one node draws one node.
 * The card itself takes the focus (React Flow's wrapper does not), because its name must tell the node's state.
 */
export const NodeCard = memo(function NodeCard({
  id,
  selected,
  dragging,
}: NodeProps<NodeElement>): ReactElement | null {
  const node = useEditor((state) => state.graph.nodes.get(id))
  const ports = useEditor((state) => state.ports.get(id))
  const description = useEditor((state) => (node ? state.nodeTypes.get(node.type) : undefined))
  const status = useEditor((state) => (state.run ? displayStatus(state.run.view, id) : undefined))
  const statusName = useEditor((state) =>
    state.run ? statusText(displayStatus(state.run.view, id), state.run.view.nodes[id]) : undefined,
  )
  const isSilent = useEditor((state) => status === 'running' && state.run?.silentNodes?.[id] !== undefined)
  const isPinned = useEditor((state) => state.pinnedNodes.has(id))
  const connections = useEditor((state) => describeConnections(state.graph, id))
  const isRefused = useEditor((state) => state.wire?.forbidden.has(id) ?? false)
  const isRenaming = useEditor((state) => state.renamingNodeId === id)
  const change = useChangeMark('nodes', id)
  const updateInternals = useUpdateNodeInternals()
  const { inspect } = useEditorActions()

  // React Flow measures ports when a card appears or changes its size; a port that only changes its id it would miss.
  // Not when the card appears: the first fit to view would take place with this one node.
  const portKey = ports && JSON.stringify([ports.inputs, ports.outputs])
  const measuredKey = useRef(portKey)
  useEffect(() => {
    if (measuredKey.current === portKey) return
    measuredKey.current = portKey
    updateInternals(id)
  }, [portKey, id, updateInternals])

  if (!node || !ports) return null
  const isTrigger = ports.inputs.length === 0
  const typeName = description?.name ?? 'Unknown type'
  const name = node.name || node.id
  const isDisabled = node.disabled === true
  const label = [
    name === typeName ? name : `${name}, ${typeName}`,
    `node ${id}`,
    change,
    isPinned && 'data pinned',
    isDisabled && 'disabled',
    isSilent ? 'worker not responding' : statusName?.toLowerCase(),
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is not a fieldset
    <div
      role="group"
      aria-roledescription="node"
      aria-label={label.filter(Boolean).join(', ')}
      aria-description={connections}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: nodes are walked and opened by the keyboard
      tabIndex={0}
      data-node-id={id}
      data-node-type={node.type}
      data-status={status}
      data-tone={isSilent ? 'retrying' : status && STATUS_TONES[status]}
      data-selected={selected || undefined}
      data-disabled={isDisabled || undefined}
      data-change={change}
      onDoubleClick={() => inspect(id)}
      // The card's own text cannot be selected: the browser would select the next one, in the panel that opens.
      onMouseDown={(event) => {
        if (event.detail > 1) event.preventDefault()
      }}
      style={{ width: NODE_WIDTH }}
      className={cn(
        'node-card group/node relative rounded-lg border border-line-strong bg-raised text-left shadow-card transition-[border-color,opacity] duration-150',
        isTrigger && 'rounded-l-[24px]',
        status === 'running' && !isSilent && 'node-running',
        (isSilent || (status && HAS_BORDER.has(status))) && 'border-tone',
        (status === 'skipped' || status === 'not-reached' || status === 'cancelled') && 'border-dashed',
        selected && 'border-accent ring-2 ring-accent/35',
        dragging && 'shadow-overlay',
        isRefused && 'node-refused opacity-45',
        isDisabled && 'node-disabled',
      )}
    >
      <div
        className={cn('flex items-center gap-2.5 px-2.5', isTrigger && 'pl-2')}
        style={{ height: HEADER_HEIGHT - 2 }}
      >
        <span
          data-kind={description?.group}
          className={cn(
            'flex size-7 shrink-0 items-center justify-center rounded-md',
            isTrigger && 'rounded-full',
            description ? 'bg-kind-soft text-kind' : 'border border-failed border-dashed bg-sunken text-failed',
          )}
        >
          <NodeIcon name={description?.icon} className="size-4" />
        </span>
        <div className="min-w-0 flex-1">
          {isRenaming ? (
            <NodeNameInput nodeId={id} />
          ) : (
            <div className="node-name truncate font-medium text-ink text-sm leading-4.5" title={name}>
              {name}
            </div>
          )}
          <div className="node-id truncate font-mono text-faint text-xs leading-4">{id}</div>
        </div>
        {isPinned && (
          <span title="Pinned data stands for its output in test runs" className="flex text-accent-ink">
            <Pin aria-hidden="true" className="size-3.5" />
          </span>
        )}
        {isDisabled && <DisabledBadge />}
        <NodeProblemsBadge nodeId={id} />
      </div>
      {change && <ChangeSign change={change} />}
      <NodePortRows ports={ports} />
      {status && <NodeStatusLine nodeId={id} status={status} isRounded={isTrigger} isDisabled={isDisabled} />}
      <NodePeople nodeId={id} />
      <NodeHandles nodeId={id} nodeName={name} ports={ports} />
    </div>
  )
})
