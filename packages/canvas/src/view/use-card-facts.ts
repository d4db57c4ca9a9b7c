'use client'

import type { NodeDescription } from '@spane/node-sdk'
import type { WorkflowNode } from '@spane/workflow'
import { useCallback } from 'react'
import { describeConnections } from '../edit/describe-connections.ts'
import type { NodePorts } from '../edit/node-ports.ts'
import { type DisplayStatus, displayStatus, statusText } from '../run/display-status.ts'
import { useEditorFacts } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'

/** What a node's card shows. */
export interface CardFacts {
  node: WorkflowNode | undefined
  ports: NodePorts | undefined
  description: NodeDescription | undefined
  status: DisplayStatus | undefined
  /** The state in words, as it is read aloud. */
  statusName: string | undefined
  isSilent: boolean
  isPinned: boolean
  connections: string
  isRefused: boolean
  isRenaming: boolean
  hasProblem: boolean
  /** Drawn as a sheet in the colour of its state; never while a wire looks for its ports. */
  isBlock: boolean
}

const SLICES = ['graph', 'ports', 'run', 'pinnedNodes', 'wire', 'problems', 'renamingNodeId', 'detail'] as const

/** Reads only what is about one node, so that a change of one node draws one card. */
export function useCardFacts(id: string): CardFacts {
  return useEditorFacts(
    SLICES,
    useCallback((state: EditorState) => readCardFacts(state, id), [id]),
  )
}

function readCardFacts(state: EditorState, id: string): CardFacts {
  const { graph, run, wire } = state
  const node = graph.nodes.get(id)
  const status = run ? displayStatus(run.view, id) : undefined
  const isRenaming = state.renamingNodeId === id
  return {
    node,
    ports: state.ports.get(id),
    description: node && state.nodeTypes.get(node.type),
    status,
    statusName: run && status ? statusText(status, run.view.nodes[id]) : undefined,
    isSilent: status === 'running' && run?.silentNodes?.[id] !== undefined,
    isPinned: state.pinnedNodes.has(id),
    connections: describeConnections(graph, id),
    isRefused: wire !== null && (wire.forbidden.has(id) || wire.portless.has(id)),
    isRenaming,
    hasProblem: state.problems.byNode.has(id),
    isBlock: state.detail === 'block' && wire === null && !isRenaming,
  }
}
