import type { Workflow, WorkflowNode } from '@spane/workflow'
import { sketch } from './workload.ts'

/** A workflow with a node that does harm, how its execution ends and with which error. */
export interface BadNode {
  workflow: Workflow
  ends: 'completed' | 'failed'
  code: string | null
}

function bad(id: string, node: Pick<WorkflowNode, 'type'> & Partial<WorkflowNode>): Workflow {
  return sketch(
    id,
    [
      ['start', 'bad'],
      ['bad', 'end'],
    ],
    { bad: node },
  )
}

const handled = { timeout: 300, retries: 0, onError: 'continue' } as const

export const BAD_NODES: readonly BadNode[] = [
  { workflow: bad('exits-twice', { type: 'exit', config: { times: 2 } }), ends: 'completed', code: null },
  { workflow: bad('exits-always', { type: 'exit', config: { times: 99 } }), ends: 'failed', code: 'WORKER_LOST' },
  { workflow: bad('never-returns', { type: 'never', settings: handled }), ends: 'completed', code: 'TIMEOUT' },
  {
    workflow: bad('returns-100-mib', { type: 'huge', settings: { ...handled, timeout: 20_000 } }),
    ends: 'completed',
    code: 'TOO_LARGE',
  },
  { workflow: bad('logs-without-end', { type: 'chatter', settings: handled }), ends: 'completed', code: 'TIMEOUT' },
]

export const EXECUTIONS_OF_BAD_NODES = BAD_NODES.length
