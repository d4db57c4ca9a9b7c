'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { cn, Input } from '@spane/ui'
import { useReactFlow } from '@xyflow/react'
import { Search } from 'lucide-react'
import { memo, type ReactElement, useMemo } from 'react'
import { HEADER_HEIGHT, NODE_WIDTH } from '../edit/node-geometry.ts'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import { focusSelected } from '../view/focus-element.ts'
import { KindIcon } from '../view/kind-icon.tsx'
import { DragGhost } from './drag-ghost.tsx'
import { type PaletteDrop, usePaletteDrag } from './use-palette-drag.ts'
import { useTypeSearch } from './use-type-search.ts'

/** Every node type; dragged onto the canvas or an edge, or added with a click or Enter. */
export const Palette = memo(function Palette(): ReactElement {
  const nodeTypes = useEditor((state) => state.nodeTypes)
  const store = useEditorStore()
  const { addNode, inspect } = store.actions
  const { screenToFlowPosition } = useReactFlow()
  const types = useMemo(() => [...nodeTypes.values()], [nodeTypes])

  const addInView = (description: NodeDescription) => {
    const canvas = document.querySelector('.workflow-canvas')?.getBoundingClientRect()
    if (!canvas) return
    const center = { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 }
    drop(description, center)
  }
  const drop = (description: NodeDescription, point: { x: number; y: number }, edgeId?: string) => {
    const { x, y } = screenToFlowPosition(point)
    const position = { x: x - NODE_WIDTH / 2, y: y - HEADER_HEIGHT / 2 }
    const nodeId = addNode(description, { position, edgeId })
    if (!nodeId) return
    inspect(nodeId, 'parameters')
    focusSelected(store)
  }
  const drag = usePaletteDrag(({ description, point, edgeId }: PaletteDrop) => drop(description, point, edgeId))
  const search = useTypeSearch(types, addInView)
  return (
    <aside aria-label="Node palette" className="flex w-52 shrink-0 flex-col border-line border-r bg-surface">
      <div className="relative p-2">
        <Search aria-hidden="true" className="absolute top-4.5 left-4 size-3.5 text-faint" />
        <Input
          type="search"
          aria-label="Search nodes"
          placeholder="Search nodes…"
          className="h-8 pl-7"
          value={search.query}
          onChange={(event) => search.setQuery(event.target.value)}
          onKeyDown={search.onKeyDown}
        />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-3">
        {search.sections.map((section) => (
          <section key={section.title} aria-label={section.title} className="mb-2">
            <h2 className="px-1.5 pt-1 pb-1 font-medium text-faint text-xs">{section.title}</h2>
            <ul className="flex flex-col gap-px">
              {section.options.map(({ id, description }) => (
                <li key={id}>
                  <button
                    type="button"
                    title={description.summary}
                    data-palette-type={description.type}
                    onPointerDown={(event) => drag.start(event, description)}
                    onClick={() => !drag.wasDragged() && addInView(description)}
                    className={cn(
                      'flex h-8 w-full cursor-grab touch-none select-none items-center gap-2 rounded-md border border-transparent px-1.5 text-left text-ink text-sm hover:border-line hover:bg-raised',
                      search.query && id === search.active?.id && 'border-line bg-hover',
                    )}
                  >
                    <KindIcon description={description} className="size-5.5 [&_svg]:size-3.5" />
                    <span className="truncate">{description.name}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
        ))}
        {search.sections.length === 0 && <p className="px-1.5 py-4 text-muted text-sm">No node matches.</p>}
      </div>
      {drag.dragged && <DragGhost description={drag.dragged.description} point={drag.dragged.point} />}
    </aside>
  )
})
