import {
  type Edge,
  type Node,
  ReactFlow,
  SelectionMode,
  useEdgesState,
  useNodesState,
  useReactFlow,
} from '@xyflow/react'
import { type ReactElement, useEffect } from 'react'
import { createRecorder, rectOf, waitUntilInteractive } from './probe.ts'
import { startRun } from './run-source.ts'
import { createScene } from './scene.ts'

const FIT_VIEW = { padding: { x: '48px', top: '72px', bottom: '148px' }, maxZoom: 1 } as const
const SNAP: [number, number] = [16, 16]

/** React Flow as it comes, with its default nodes at the places of ours, moved by the same gestures. */
export function Bare({ count }: { count: number }): ReactElement {
  const [nodes, setNodes, onNodesChange] = useNodesState<Node>([])
  const [edges, setEdges, onEdgesChange] = useEdgesState<Edge>([])
  const { zoomTo } = useReactFlow()
  useEffect(() => {
    const scene = createScene(count)
    setNodes(scene.nodes.map(({ id, name, position }) => toNode(id, name ?? id, position ?? { x: 0, y: 0 })))
    setEdges(scene.edges.map(({ id, source, target }) => ({ id, source, target })))
    let stop = () => {}
    window.bench = {
      ...createRecorder(),
      interactiveAt: waitUntilInteractive(),
      startRun(perSecond) {
        const ids = scene.nodes.map((node) => node.id)
        stop = startRun(ids, perSecond, (events) => {
          const changed = new Map(
            events.flatMap((event) => (event.type === 'node' ? [[event.nodeId, event.status]] : [])),
          )
          setNodes((before) =>
            before.map((node) => {
              const status = changed.get(node.id)
              return status === undefined ? node : { ...node, data: { label: `${node.id} ${status}` } }
            }),
          )
        })
      },
      stopRun: () => stop(),
      rectOf,
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key === '0') void zoomTo(1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [count, setNodes, setEdges, zoomTo])
  if (nodes.length === 0) return <p>…</p>
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      onEdgesChange={onEdgesChange}
      panOnScroll
      panOnDrag={[1]}
      selectionOnDrag
      selectionMode={SelectionMode.Partial}
      snapToGrid
      snapGrid={SNAP}
      minZoom={0.04}
      fitView
      fitViewOptions={FIT_VIEW}
    />
  )
}

function toNode(id: string, label: string, position: { x: number; y: number }): Node {
  return { id, position, data: { label }, sourcePosition: 'right', targetPosition: 'left' } as Node
}
