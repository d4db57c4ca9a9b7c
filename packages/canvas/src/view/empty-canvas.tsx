'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { Button, Kbd } from '@spane/ui'
import { useReactFlow } from '@xyflow/react'
import { Plus } from 'lucide-react'
import { type MouseEvent, type ReactElement, type ReactNode, useEffect, useEffectEvent, useMemo } from 'react'
import { HEADER_HEIGHT, NODE_WIDTH } from '../edit/node-geometry.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { focusNodeCard } from './focus-element.ts'
import { KindIcon } from './kind-icon.tsx'

/** In a person's words, when each of the built-in triggers starts; others say what their description says. */
const STARTS: Readonly<Record<string, string>> = {
  'manual-trigger': 'when you press Run',
  'cron-trigger': 'at times that you set',
  'webhook-trigger': 'when a request comes in',
  'event-trigger': 'when an event is sent',
  'execution-trigger': 'when another workflow ends',
}
/** One digit each. */
const MOST = 9

/** The canvas without nodes: it asks how the workflow starts, and each answer is one click or one key. */
export function EmptyCanvas({ children }: { children?: ReactNode }): ReactElement | null {
  const isEmpty = useEditor((state) => state.flowNodes.length === 0)
  const readOnly = useEditor((state) => state.readOnly)
  if (!isEmpty) return null
  if (readOnly) {
    return <p className="absolute inset-0 flex items-center justify-center text-muted">This version has no nodes.</p>
  }
  return <FirstNode>{children}</FirstNode>
}

function FirstNode({ children }: { children: ReactNode }): ReactElement {
  const nodeTypes = useEditor((state) => state.nodeTypes)
  const isBusy = useEditor((state) => state.picker !== null || state.shortcutsOpen)
  const { patch, addNode, select } = useEditorActions()
  const { screenToFlowPosition } = useReactFlow()
  const triggers = useMemo(
    () => [...nodeTypes.values()].filter(({ group }) => group === 'trigger').slice(0, MOST),
    [nodeTypes],
  )

  const start = (description: NodeDescription) => {
    const canvas = document.querySelector('.workflow-canvas')?.getBoundingClientRect()
    if (!canvas) return
    // Left of the middle: what comes next stands at its right.
    const { x, y } = screenToFlowPosition({
      x: canvas.left + canvas.width * 0.3,
      y: canvas.top + canvas.height * 0.45,
    })
    const nodeId = addNode(description, { position: { x: x - NODE_WIDTH / 2, y: y - HEADER_HEIGHT / 2 } })
    if (nodeId === undefined) return
    select([nodeId])
    focusNodeCard(nodeId)
  }
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target instanceof Element ? event.target : document.body
    const hasModifier = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey
    if (isBusy || hasModifier || target.closest('input, textarea, select, [contenteditable="true"], [role="dialog"]'))
      return
    const description = triggers[Number(event.key) - 1]
    if (!description) return
    // The digits have another meaning once there is something to see.
    event.preventDefault()
    event.stopPropagation()
    start(description)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event)
    document.addEventListener('keydown', listener, { capture: true })
    return () => document.removeEventListener('keydown', listener, { capture: true })
  }, [])
  const openPicker = (event: MouseEvent<HTMLButtonElement>) => {
    const { left, bottom } = event.currentTarget.getBoundingClientRect()
    patch({ picker: { anchor: { x: left, y: bottom + 8 }, position: { x: 0, y: 0 } } })
  }
  return (
    <div className="pointer-events-none absolute inset-0 flex flex-col items-center overflow-y-auto px-4 py-6">
      <section aria-labelledby="first-node" className="pointer-events-auto my-auto w-full max-w-xl">
        <h2 id="first-node" className="text-center font-semibold text-xl">
          How does it start?
        </h2>
        <p className="mt-1 mb-4 text-center text-muted text-sm">Choose a trigger. What happens next hangs on its +.</p>
        <ul className="grid gap-2 sm:grid-cols-2">
          {triggers.map((description, index) => (
            <li key={description.type}>
              <button
                type="button"
                aria-keyshortcuts={String(index + 1)}
                onClick={() => start(description)}
                className="flex h-full w-full items-center gap-3 rounded-lg border border-line-strong bg-raised px-3 py-2.5 text-left shadow-card transition-colors hover:border-accent"
              >
                <KindIcon description={description} className="size-8 [&_svg]:size-4.5" />
                <span className="min-w-0 flex-1">
                  <span className="block font-medium text-base text-ink">{description.name}</span>
                  <span className="line-clamp-2 text-muted text-xs">
                    {STARTS[description.type] ?? description.summary}
                  </span>
                </span>
                <Kbd>{index + 1}</Kbd>
              </button>
            </li>
          ))}
          {children && <li>{children}</li>}
        </ul>
        <div className="mt-4 flex flex-wrap items-center justify-center gap-2 text-muted text-sm">
          <span>Or drag one from the palette, or</span>
          <Button size="sm" onClick={openPicker}>
            <Plus aria-hidden="true" />
            Add the first node
          </Button>
          <Kbd>N</Kbd>
        </div>
      </section>
    </div>
  )
}
