'use client'

import { CommandDialog, CommandEmpty, CommandGroup, CommandItem } from '@spane/ui'
import { type ReactElement, useMemo, useState } from 'react'
import type { PortEnd } from '../edit/connect.ts'
import { listEnds, type WireEnd } from '../edit/list-ends.ts'
import { withoutEdge } from '../edit/rewire.ts'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import type { ConnectRequest } from '../store/editor-state.ts'
import { focusNodeCard } from './focus-element.ts'
import { NodeIcon } from './node-icon.tsx'

/** More than anyone looks through; the search finds the others. */
const MOST_SHOWN = 80

/** Connects by choosing: the output, where there are several, then the node. What dragging a wire does, for the keyboard. */
export function ConnectDialog(): ReactElement | null {
  const request = useEditor((state) => state.connecting)
  return request && <ConnectSteps key={JSON.stringify(request)} request={request} />
}

function ConnectSteps({ request }: { request: ConnectRequest }): ReactElement | null {
  const store = useEditorStore()
  const { patch, connect, rewire } = store.actions
  const [query, setQuery] = useState('')
  const start = useMemo(() => describeStart(request, store.getState()), [request, store])
  const [fixed, setFixed] = useState<PortEnd | undefined>(start?.ports.length === 1 ? start.ports[0]?.end : undefined)
  const ends = useMemo(
    () => (fixed && start ? listEnds({ ...store.getState(), graph: start.graph }, fixed, start.side) : []),
    [fixed, start, store],
  )
  if (!start) return null

  const close = () => patch({ connecting: null })
  const choose = (end: WireEnd) => {
    close()
    if (request.kind === 'rewire') rewire(request.edgeId, request.side, end)
    else if (fixed) {
      connect({ source: fixed.nodeId, sourcePort: fixed.portId, target: end.nodeId, targetPort: end.portId })
    }
  }
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const matches = (text: string) => words.every((word) => text.toLowerCase().includes(word))
  const found = ends.filter((end) => matches(`${end.name} ${end.nodeId} ${end.portLabel ?? ''}`))
  return (
    <CommandDialog
      open
      onOpenChange={(open) => !open && close()}
      label={start.title}
      query={query}
      onQueryChange={setQuery}
      placeholder={fixed ? 'Search nodes…' : 'Which output?'}
      filter={false}
      header={<p className="border-line border-b px-3 py-2 text-muted text-sm">{start.title}</p>}
      onCloseAutoFocus={() => focusNodeCard(start.focusNodeId)}
    >
      {fixed ? (
        <CommandGroup heading="To">
          {found.slice(0, MOST_SHOWN).map((end) => (
            <CommandItem
              key={`${end.nodeId} ${end.portId}`}
              value={`${end.nodeId} ${end.portId}`}
              icon={<TypeIcon nodeId={end.nodeId} />}
              detail={end.portLabel ? `${end.portLabel} · ${end.nodeId}` : end.nodeId}
              onSelect={() => choose(end)}
            >
              {end.name}
            </CommandItem>
          ))}
        </CommandGroup>
      ) : (
        <CommandGroup heading="From the output">
          {start.ports
            .filter(({ label }) => matches(label))
            .map(({ end, label }) => (
              <CommandItem
                key={end.portId}
                value={end.portId}
                onSelect={() => {
                  setQuery('')
                  setFixed(end)
                }}
              >
                {label}
              </CommandItem>
            ))}
        </CommandGroup>
      )}
      <CommandEmpty>
        {words.length > 0 ? 'Nothing matches.' : 'There is no node that this could be connected to.'}
      </CommandEmpty>
    </CommandDialog>
  )
}

function TypeIcon({ nodeId }: { nodeId: string }): ReactElement {
  const icon = useEditor((state) => state.nodeTypes.get(state.graph.nodes.get(nodeId)?.type ?? '')?.icon)
  return <NodeIcon name={icon} />
}

type State = ReturnType<ReturnType<typeof useEditorStore>['getState']>

/** Where the wire starts, and what it must not double or close a cycle with. */
function describeStart(request: ConnectRequest, state: State) {
  const nameOf = (nodeId: string) => state.graph.nodes.get(nodeId)?.name || nodeId
  if (request.kind === 'connect') {
    const { nodeId } = request
    const ports = (state.ports.get(nodeId)?.outputs ?? []).filter((port) => !port.missing)
    return {
      title: `Connect ${nameOf(nodeId)} to …`,
      graph: state.graph,
      side: 'source' as const,
      focusNodeId: nodeId,
      ports: ports.map((port) => ({ end: { nodeId, portId: port.id }, label: port.label })),
    }
  }
  const edge = state.graph.edges.get(request.edgeId)
  if (!edge) return undefined
  const movesTarget = request.side === 'target'
  const end = movesTarget
    ? { nodeId: edge.source, portId: edge.sourcePort }
    : { nodeId: edge.target, portId: edge.targetPort }
  return {
    title: movesTarget
      ? `Lead the edge from ${nameOf(edge.source)} to …`
      : `Have the edge to ${nameOf(edge.target)} come from …`,
    graph: withoutEdge(state.graph, edge.id),
    side: movesTarget ? ('source' as const) : ('target' as const),
    focusNodeId: end.nodeId,
    ports: [{ end, label: '' }],
  }
}
