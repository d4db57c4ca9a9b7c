'use client'

import { cn } from '@spane/ui'
import type { NodeProps } from '@xyflow/react'
import { Pin } from 'lucide-react'
import { memo, type ReactElement } from 'react'
import { ChangeSign, useChangeMark } from '../compare/change-marks.tsx'
import { cardSize, HEADER_HEIGHT, NODE_WIDTH, nodeSize } from '../edit/node-geometry.ts'
import type { DisplayStatus } from '../run/display-status.ts'
import { useEditorActions } from '../store/editor-context.ts'
import type { NodeElement } from '../store/flow-elements.ts'
import { DisabledBadge } from './disabled-badge.tsx'
import { NodeIcon } from './node-icon.tsx'
import { NodeNameInput } from './node-name-input.tsx'
import { NodePeople } from './node-people.tsx'
import { NodeHandles, NodePortRows, PortMarks } from './node-ports-view.tsx'
import { NodeProblemsBadge } from './node-problems-badge.tsx'
import { NodeStatusLine } from './node-status-line.tsx'
import { STATUS_TONES } from './status-tones.ts'
import { type CardFacts, useCardFacts } from './use-card-facts.ts'

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
  const facts = useCardFacts(id)
  const { node, ports, description, status, isSilent } = facts
  const change = useChangeMark('nodes', id)
  const { inspect } = useEditorActions()

  if (!node || !ports) return null
  const isTrigger = ports.inputs.length === 0
  const typeName = description?.name ?? 'Unknown type'
  const name = node.name || node.id
  const isDisabled = node.disabled === true
  const label = [
    name === typeName ? name : `${name}, ${typeName}`,
    `node ${id}`,
    change,
    facts.isPinned && 'data pinned',
    isDisabled && 'disabled',
    isSilent ? 'worker not responding' : facts.statusName?.toLowerCase(),
  ]
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node is not a fieldset
    <div
      role="group"
      aria-roledescription="node"
      aria-label={label.filter(Boolean).join(', ')}
      aria-description={facts.connections}
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
      title={facts.isBlock ? name : undefined}
      style={{ width: NODE_WIDTH }}
      className={cn(
        'node-card group/node relative rounded-lg border border-line-strong bg-raised text-left shadow-card transition-[border-color,opacity] duration-150',
        isTrigger && 'rounded-l-[24px]',
        status === 'running' && !isSilent && 'node-running',
        (isSilent || (status && HAS_BORDER.has(status))) && 'border-tone',
        (status === 'skipped' || status === 'not-reached' || status === 'cancelled') && 'border-dashed',
        selected && 'border-accent ring-2 ring-accent/35',
        dragging && 'shadow-overlay',
        facts.isRefused && 'node-refused opacity-45',
        isDisabled && 'node-disabled',
        facts.isBlock && 'node-block',
        facts.isBlock && facts.hasProblem && 'node-block-invalid',
      )}
    >
      {facts.isBlock ? (
        <PortMarks ports={ports} />
      ) : (
        <>
          <CardHeader
            id={id}
            name={name}
            typeName={typeName}
            facts={facts}
            isTrigger={isTrigger}
            isDisabled={isDisabled}
          />
          {change && <ChangeSign change={change} />}
          <NodePortRows ports={ports} />
          {status && <NodeStatusLine nodeId={id} status={status} isRounded={isTrigger} isDisabled={isDisabled} />}
          <NodePeople nodeId={id} />
          <NodeHandles
            nodeId={id}
            nodeName={name}
            ports={ports}
            bodyHeight={(status ? nodeSize : cardSize)(ports).height}
          />
        </>
      )}
    </div>
  )
}, isSameCard)

/** React Flow hands in the place, too, which is its wrapper's business: a card that is dragged stays as it is. */
function isSameCard(before: NodeProps<NodeElement>, now: NodeProps<NodeElement>): boolean {
  return before.id === now.id && before.selected === now.selected && before.dragging === now.dragging
}

interface CardHeaderProps {
  id: string
  name: string
  typeName: string
  facts: CardFacts
  isTrigger: boolean
  isDisabled: boolean
}

/** Icon, name, id, and what a person must know of the node. */
function CardHeader({ id, name, typeName, facts, isTrigger, isDisabled }: CardHeaderProps): ReactElement {
  const { description } = facts
  return (
    <div className={cn('flex items-center gap-2.5 px-2.5', isTrigger && 'pl-2')} style={{ height: HEADER_HEIGHT - 2 }}>
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
        {facts.isRenaming ? (
          <NodeNameInput nodeId={id} />
        ) : (
          <div className="node-name truncate font-medium text-ink text-sm leading-4.5" title={name}>
            {name}
          </div>
        )}
        {/* A node without a name of its own is called by its id; then its type says more than the same word again. */}
        <div className={cn('node-id truncate text-faint text-xs leading-4', name !== id && 'font-mono')}>
          {name === id ? typeName : id}
        </div>
      </div>
      {facts.isPinned && (
        <span title="Pinned data stands for its output in test runs" className="flex text-accent-ink">
          <Pin aria-hidden="true" className="size-3.5" />
        </span>
      )}
      {isDisabled && <DisabledBadge />}
      <NodeProblemsBadge nodeId={id} />
    </div>
  )
}
