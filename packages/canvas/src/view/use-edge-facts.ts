'use client'

import type { ExecutionView } from '@spane/realtime'
import type { WorkflowEdge } from '@spane/workflow'
import { useCallback } from 'react'
import { countOnEdge } from '../run/count-on-edge.ts'
import { displayStatus } from '../run/display-status.ts'
import { useEditorFacts } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'
import type { FlowEdge } from '../store/flow-elements.ts'

/** What an edge shows. */
export interface EdgeFacts {
  /** With its own ends: on the canvas an edge may hang on the card of a folded group. */
  edge: WorkflowEdge | undefined
  outcome: 'delivered' | 'dead' | undefined
  /** How many items went along it, when that is worth a word. */
  items: number | undefined
  /** What it feeds is at work. */
  isFlowing: boolean
  isDropTarget: boolean
  hasProblem: boolean
  readOnly: boolean
  isWiring: boolean
  isBlock: boolean
  /** Selected, and the only edge that is. */
  isPicked: boolean
}

const SLICES = ['graph', 'run', 'dropEdgeId', 'problems', 'wire', 'detail', 'flowEdges'] as const

export function useEdgeFacts(id: string): EdgeFacts {
  return useEditorFacts(
    SLICES,
    useCallback((state: EditorState) => readEdgeFacts(state, id), [id]),
  )
}

function isFed(view: ExecutionView, { id, target }: WorkflowEdge): boolean {
  return view.edges[id] === 'delivered' && displayStatus(view, target) === 'running'
}

function readEdgeFacts(state: EditorState, id: string): EdgeFacts {
  const { graph, run } = state
  const edge = graph.edges.get(id)
  return {
    edge,
    outcome: run?.view.edges[id],
    items: run && edge ? countOnEdge(run.view, edge) : undefined,
    isFlowing: run !== null && edge !== undefined && isFed(run.view, edge),
    isDropTarget: state.dropEdgeId === id,
    hasProblem: state.problems.byEdge.has(id),
    readOnly: state.readOnly,
    isWiring: state.wire !== null,
    isBlock: state.detail === 'block' && state.wire === null,
    isPicked: findPicked(state.flowEdges) === id,
  }
}

const picked = new WeakMap<readonly FlowEdge[], { id: string | undefined }>()

/** The one edge that is selected. Asked by every edge of the canvas, found once. */
function findPicked(edges: readonly FlowEdge[]): string | undefined {
  const known = picked.get(edges)
  if (known) return known.id
  const selected = edges.filter((edge) => edge.selected)
  const id = selected.length === 1 ? selected[0]?.id : undefined
  picked.set(edges, { id })
  return id
}
