'use client'

import {
  Background,
  BackgroundVariant,
  type Connection,
  type Edge,
  type FinalConnectionState,
  type HandleType,
  type OnConnectStart,
  ReactFlow,
  SelectionMode,
  useStore,
} from '@xyflow/react'
import { type MouseEvent, memo, type PointerEvent, type ReactElement, useCallback, useRef } from 'react'
import { findForbiddenNodes, findPortlessNodes, refuseEdge } from '../edit/connect.ts'
import { GRID } from '../edit/node-geometry.ts'
import { withoutEdge } from '../edit/rewire.ts'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import type { FlowEdge, FlowNode } from '../store/flow-elements.ts'
import { EdgeLine } from './edge-line.tsx'
import { fitViewOptions } from './fit-view.ts'
import { blurOnCanvas } from './focus-element.ts'
import { GroupFrame } from './group-frame.tsx'
import { GuideLines } from './guide-lines.tsx'
import { NodeCard } from './node-card.tsx'
import { NoteCard } from './note-card.tsx'
import { useAlignGuides } from './use-align-guides.ts'
import { useDetail } from './use-detail.ts'
import { useFlowElements } from './use-flow-elements.ts'
import { useSteadyMiddle } from './use-steady-middle.ts'
import { ViewControls } from './view-controls.tsx'
import { WireHint } from './wire-hint.tsx'
import { WireLine } from './wire-line.tsx'

const NODE_TYPES = { workflow: NodeCard, note: NoteCard, frame: GroupFrame }
const EDGE_TYPES = { workflow: EdgeLine }
const SNAP: [number, number] = [GRID, GRID]
const MULTI_SELECT_KEYS = ['Meta', 'Control', 'Shift']
/** Below this many nodes drawing all of them costs less than deciding which ones to draw. */
const CULL_FROM = 150
const KEEP_BLOCKS_BELOW = 1_500

// One element for good: a drag draws the canvas at every step, and these have nothing to do with it.
const OVERLAYS = (
  <>
    <Background variant={BackgroundVariant.Dots} gap={GRID} size={1.25} />
    <GuideLines />
    <ViewControls />
    <WireHint />
  </>
)

/** The drawing itself: React Flow, told what the store holds, and telling the store what hands do. */
export const Canvas = memo(function Canvas(): ReactElement {
  const store = useEditorStore()
  const { actions } = store
  const { nodes, edges } = useFlowElements()
  const readOnly = useEditor((state) => state.readOnly)
  const wiring = useEditor((state) => state.wire?.side)
  const tidying = useEditor((state) => state.tidying)
  const detail = useEditor((state) => state.detail)
  const isBlock = detail === 'block'
  const fitOptions = useStore(fitViewOptions)
  const guides = useAlignGuides()
  useDetail()
  useSteadyMiddle()

  const rewired = useRef<string | undefined>(undefined)
  const onReconnectStart = useCallback((_event: MouseEvent, edge: FlowEdge) => {
    rewired.current = edge.id
  }, [])
  // Called after the above when it is an edge's end that is picked up: with the end that stays.
  const onConnectStart = useCallback<OnConnectStart>(
    (_event, { nodeId, handleId, handleType }) => {
      if (!nodeId || !handleId || !handleType) return
      const end = { nodeId, portId: handleId }
      const side: HandleType = handleType
      const edgeId = rewired.current
      const { graph: whole, ports } = store.getState()
      const graph = edgeId === undefined ? whole : withoutEdge(whole, edgeId)
      const [forbidden, portless] = [findForbiddenNodes(graph, end, side), findPortlessNodes(ports, side)]
      actions.patch({ wire: { end, side, graph, edgeId, forbidden, portless } })
    },
    [actions, store],
  )

  const isValidConnection = useCallback(
    (connection: Connection | Edge) => {
      const { wire } = store.getState()
      const edge = toEdge(connection)
      if (!wire || !edge) return false
      const other = wire.side === 'source' ? edge.target : edge.source
      return refuseEdge(wire.graph, edge, wire.forbidden.has(other)) === undefined
    },
    [store],
  )

  const onConnect = useCallback(
    (connection: Connection) => {
      const edge = toEdge(connection)
      if (edge) actions.connect(edge)
    },
    [actions],
  )

  const onReconnect = useCallback(
    (old: FlowEdge, connection: Connection) => {
      const edge = toEdge(connection)
      const side = store.getState().wire?.side
      if (!edge || !side) return
      // The wire holds the end that stays; the other one was moved.
      if (side === 'source') actions.rewire(old.id, 'target', { nodeId: edge.target, portId: edge.targetPort })
      else actions.rewire(old.id, 'source', { nodeId: edge.source, portId: edge.sourcePort })
    },
    [actions, store],
  )

  // Letting a wire go over the node that it comes from is followed by a click on that node, which was not meant.
  const justWired = useRef(false)
  const onConnectEnd = useCallback(
    (event: globalThis.MouseEvent | TouchEvent, connection: FinalConnectionState) => {
      const { wire } = store.getState()
      justWired.current = wire !== null
      setTimeout(() => {
        justWired.current = false
      })
      actions.patch({ wire: null })
      rewired.current = undefined
      const droppedOnPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane')
      if (!wire || wire.edgeId !== undefined || connection.toHandle || !droppedOnPane) return
      const { clientX, clientY } = 'changedTouches' in event ? (event.changedTouches[0] as Touch) : event
      const end = wire.side === 'source' ? { source: wire.end } : { target: wire.end }
      actions.patch({ picker: { anchor: { x: clientX, y: clientY }, dropped: true, ...end } })
    },
    [actions, store],
  )

  const onNodeClick = useCallback(
    (event: MouseEvent, node: FlowNode) => {
      if (event.shiftKey || event.ctrlKey || event.metaKey) {
        const isSelected = store.getState().flowNodes.some(({ id, selected }) => id === node.id && selected)
        return isSelected ? undefined : blurOnCanvas()
      }
      if (justWired.current || node.type !== 'workflow') return
      if (store.getState().renamingNodeId !== node.id) actions.inspect(node.id)
    },
    [actions, store],
  )

  return (
    <ReactFlow<FlowNode, FlowEdge>
      className="workflow-canvas"
      aria-label="Workflow canvas"
      data-wiring={wiring}
      data-tidying={tidying || undefined}
      data-detail={detail}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      onNodesChange={actions.changeNodes}
      onEdgesChange={actions.changeEdges}
      onNodeDrag={guides.show}
      onSelectionDrag={guides.show}
      onNodeDragStop={guides.finish}
      onSelectionDragStop={guides.finish}
      onNodeClick={onNodeClick}
      onPointerDown={onPointerDown}
      onConnectStart={onConnectStart}
      onConnect={onConnect}
      onConnectEnd={onConnectEnd}
      isValidConnection={isValidConnection}
      connectionLineComponent={WireLine}
      connectionRadius={14}
      connectOnClick={false}
      nodesDraggable={!readOnly}
      nodesConnectable={!readOnly}
      nodesFocusable={false}
      edgesFocusable
      edgesReconnectable={!readOnly}
      reconnectRadius={16}
      onReconnectStart={onReconnectStart}
      onReconnect={isBlock ? undefined : onReconnect}
      // A group that is selected must not cover the nodes in it.
      elevateNodesOnSelect={false}
      nodeDragThreshold={3}
      deleteKeyCode={null}
      multiSelectionKeyCode={MULTI_SELECT_KEYS}
      selectionKeyCode={null}
      selectionOnDrag={!readOnly}
      selectionMode={SelectionMode.Partial}
      panOnDrag={readOnly ? true : [1]}
      panOnScroll
      zoomOnDoubleClick={false}
      snapToGrid
      snapGrid={SNAP}
      minZoom={0.04}
      maxZoom={2}
      fitView
      fitViewOptions={fitOptions}
      elevateEdgesOnSelect
      onlyRenderVisibleElements={nodes.length > CULL_FROM && !(isBlock && nodes.length < KEEP_BLOCKS_BELOW)}
      proOptions={{ hideAttribution: true }}
    >
      {OVERLAYS}
    </ReactFlow>
  )
})

/** A click or a box on the pane is about the selection that it leaves, no longer about what had the focus. */
function onPointerDown({ target, button }: PointerEvent): void {
  const { classList } = target instanceof Element ? target : document.body
  // What can be dragged is moved about, not selected on.
  if (button === 0 && classList.contains('react-flow__pane') && !classList.contains('draggable')) blurOnCanvas()
}

function toEdge({ source, sourceHandle, target, targetHandle }: Connection | Edge) {
  if (!sourceHandle || !targetHandle) return undefined
  return { source, sourcePort: sourceHandle, target, targetPort: targetHandle }
}
