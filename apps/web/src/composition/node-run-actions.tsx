'use client'

import type { NodeRunView } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import type { ReactElement } from 'react'
import { DeadLetterNote } from '../retry/dead-letter-note.tsx'
import { ChildrenList } from './children-list.tsx'
import { SignalForm } from './signal-form.tsx'

export interface NodeRunActionsProps {
  executionId: string
  nodeId: string
  node: NodeRunView
  /** What the execution runs. */
  definition: Workflow
}

/** What can be done about a node of an execution, and what runs below it; stands in the inspector's Run tab. */
export function NodeRunActions({ executionId, nodeId, node, definition }: NodeRunActionsProps): ReactElement {
  const config = definition.nodes.find((candidate) => candidate.id === nodeId)?.config ?? {}
  return (
    <>
      {node.deadLetterId && node.status !== 'completed' && <DeadLetterNote deadLetterId={node.deadLetterId} />}
      {node.waitsForSignal && (
        <SignalForm key={`${executionId}:${nodeId}`} executionId={executionId} nodeId={nodeId} config={config} />
      )}
      {node.children && node.children.total > 0 && (
        <ChildrenList
          key={`${executionId}:${nodeId}:children`}
          executionId={executionId}
          nodeId={nodeId}
          progress={node.children}
        />
      )}
    </>
  )
}
