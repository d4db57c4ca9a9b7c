'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { cn, Popover, PopoverAnchor, PopoverContent } from '@spane/ui'
import { useReactFlow } from '@xyflow/react'
import { Search } from 'lucide-react'
import { type ReactElement, useMemo } from 'react'
import { HEADER_HEIGHT, NODE_WIDTH } from '../edit/node-geometry.ts'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import type { PickerRequest } from '../store/editor-state.ts'
import { focusSelected } from '../view/focus-element.ts'
import { KindIcon } from '../view/kind-icon.tsx'
import { fitsRequest } from './fits-request.ts'
import { readRecentTypes, rememberType } from './recent-types.ts'
import { suggestTypes } from './suggest-types.ts'
import { useTypeSearch } from './use-type-search.ts'

/** The picker of node types, wherever it was asked for: type, arrows, Enter. */
export function NodePicker(): ReactElement | null {
  const request = useEditor((state) => state.picker)
  const store = useEditorStore()
  const { patch } = store.actions
  if (!request) return null
  return (
    <Popover open onOpenChange={(open) => !open && patch({ picker: null })}>
      <PopoverAnchor asChild>
        <span className="pointer-events-none fixed size-0" style={{ left: request.anchor.x, top: request.anchor.y }} />
      </PopoverAnchor>
      <PopoverContent
        align="start"
        sideOffset={0}
        onCloseAutoFocus={(event) => {
          event.preventDefault()
          // The node that was added, or the one that the picker was opened at: the keyboard goes on from there.
          focusSelected(store)
        }}
        aria-label={request.replaceNodeId === undefined ? 'Add a node' : 'Replace the node'}
        className="flex max-h-[min(24rem,var(--radix-popover-content-available-height))] w-80 flex-col overflow-hidden p-0"
      >
        <PickerList request={request} />
      </PopoverContent>
    </Popover>
  )
}

function PickerList({ request }: { request: PickerRequest }): ReactElement {
  const nodeTypes = useEditor((state) => state.nodeTypes)
  const store = useEditorStore()
  const { addNode, replaceNode, inspect, patch } = store.actions
  const { screenToFlowPosition } = useReactFlow()
  const types = useMemo(
    () => [...nodeTypes.values()].filter((description) => fitsRequest(description, request, store.getState())),
    [nodeTypes, request, store],
  )
  const first = useMemo(() => {
    const { graph } = store.getState()
    const edge = request.edgeId === undefined ? undefined : graph.edges.get(request.edgeId)
    const suggested = suggestTypes(types, {
      graph,
      sourceId: edge?.source ?? request.source?.nodeId,
      targetId: edge?.target ?? request.target?.nodeId,
    })
    const recent = readRecentTypes().flatMap((type) => types.find((description) => description.type === type) ?? [])
    return [
      { title: 'Suggested', items: suggested },
      { title: 'Recent', items: recent.filter((description) => !suggested.includes(description)) },
    ]
  }, [types, request, store])
  const pick = (description: NodeDescription) => {
    rememberType(description.type)
    if (request.replaceNodeId !== undefined) {
      replaceNode(request.replaceNodeId, description)
      patch({ picker: null })
      return
    }
    const nodeId = addNode(description, { ...request, position: request.dropped ? dropPosition() : request.position })
    patch({ picker: null })
    if (nodeId) inspect(nodeId, 'parameters')
  }
  /** The port at which the wire arrives goes under the pointer. */
  const dropPosition = () => {
    const { x, y } = screenToFlowPosition(request.anchor)
    return { x: request.target ? x - NODE_WIDTH : x, y: y - HEADER_HEIGHT / 2 }
  }
  const search = useTypeSearch(types, pick, first)
  return (
    <>
      <div className="flex items-center gap-2 border-line border-b px-3">
        <Search aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
        <input
          role="combobox"
          aria-expanded="true"
          aria-controls={search.listId}
          aria-activedescendant={search.active?.id}
          aria-label="Search node types"
          placeholder="Search nodes…"
          value={search.query}
          onChange={(event) => search.setQuery(event.target.value)}
          onKeyDown={search.onKeyDown}
          className="h-9 w-full bg-transparent text-sm outline-none!"
        />
      </div>
      <div id={search.listId} role="listbox" aria-label="Node types" className="min-h-0 flex-1 overflow-y-auto p-1">
        {search.sections.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: options are grouped by role, a fieldset may not be in a listbox
          <div key={section.title} role="group" aria-label={section.title}>
            <div aria-hidden="true" className="px-2 pt-1.5 pb-0.5 text-faint text-xs">
              {section.title}
            </div>
            {section.options.map(({ id, description }) => (
              <PickerOption
                key={id}
                id={id}
                description={description}
                isActive={id === search.active?.id}
                onHover={() => search.setActive(id)}
                onPick={() => pick(description)}
              />
            ))}
          </div>
        ))}
        {search.sections.length === 0 && (
          <p className="px-2 py-6 text-center text-muted text-sm">No node matches “{search.query}”.</p>
        )}
      </div>
    </>
  )
}

interface PickerOptionProps {
  id: string
  description: NodeDescription
  isActive: boolean
  onHover: () => void
  onPick: () => void
}

function PickerOption({ id, description, isActive, onHover, onPick }: PickerOptionProps): ReactElement {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and handles the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={onHover}
      onClick={onPick}
      className={cn('flex cursor-default items-start gap-2.5 rounded-sm px-2 py-1.5', isActive && 'bg-hover')}
    >
      <KindIcon description={description} className="mt-0.5 size-7 [&_svg]:size-4" />
      <span className="min-w-0">
        <span className="block font-medium text-ink text-sm leading-4.5">{description.name}</span>
        <span className="line-clamp-2 text-muted text-xs">{description.summary}</span>
      </span>
    </div>
  )
}
