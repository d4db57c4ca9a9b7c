import type { ReactFlowInstance } from '@xyflow/react'
import { HEADER_HEIGHT, NODE_WIDTH } from '../edit/node-geometry.ts'
import type { EditorStore } from '../store/create-editor-store.ts'
import { readSelection } from '../store/selection.ts'
import { findNodeCard } from './focus-element.ts'

/** Opens the picker by key: after the one node that is selected, at its first free output, else in the middle. */
export function openPicker(store: EditorStore, flow: Pick<ReactFlowInstance, 'screenToFlowPosition'>): void {
  const canvas = canvasRect()
  if (!canvas) return
  const { ports, graph } = store.getState()
  const { nodes } = readSelection(store.getState())
  const [only] = nodes
  const free =
    nodes.size === 1 && only !== undefined
      ? ports.get(only)?.outputs.find((port) => !graph.outgoing.get(only)?.some((edge) => edge.sourcePort === port.id))
      : undefined
  // Beside the node that it comes after, so that this one stays in sight.
  const card = only !== undefined && free ? findNodeCard(only)?.getBoundingClientRect() : undefined
  const anchor = card
    ? { x: card.right + 24, y: card.top }
    : { x: canvas.left + canvas.width / 2 - 150, y: canvas.top + canvas.height / 4 }
  const middle = { x: canvas.left + canvas.width / 2, y: canvas.top + canvas.height / 2 }
  const { x, y } = flow.screenToFlowPosition(middle)
  store.actions.patch({
    picker:
      only !== undefined && free
        ? { anchor, source: { nodeId: only, portId: free.id } }
        : { anchor, position: { x: x - NODE_WIDTH / 2, y: y - HEADER_HEIGHT / 2 } },
  })
}

/** Opens the picker under a node, to give it another type. */
export function openReplacePicker(store: EditorStore, nodeId: string): void {
  const card = findNodeCard(nodeId)?.getBoundingClientRect()
  const canvas = canvasRect()
  const anchor = card ? { x: card.left, y: card.bottom + 4 } : { x: canvas?.left ?? 0, y: canvas?.top ?? 0 }
  store.actions.patch({ picker: { anchor, replaceNodeId: nodeId } })
}

function canvasRect(): DOMRect | undefined {
  return document.querySelector('.workflow-canvas')?.getBoundingClientRect()
}
