import type { ExecutionView } from '@spane/realtime'
import type { WorkflowEdge, WorkflowGraph } from '@spane/workflow'

/** One thing that kept a node from running. */
export interface Reason {
  /** A sentence. */
  text: string
  /** The node that it is about, if it is another one. */
  nodeId?: string
  /** That node has decided, by a condition on values: its log says which. */
  decided?: true
  /** When it is over by itself, ISO 8601. */
  until?: string
}

export interface Explanation {
  question: 'Why didn’t this run?' | 'Why is it waiting?'
  /** In a sentence. */
  answer: string
  /** What led to it; the answer alone says it all when there are none. */
  reasons: Reason[]
}

/** What is known of the run. */
export interface WhyFacts {
  view: ExecutionView
  /** Of the version that it runs. */
  graph: WorkflowGraph
  /** No worker is alive. */
  noWorker?: boolean
  /** What an output port is called for people; its id when absent. */
  portName?: (nodeId: string, port: string) => string
}

export type Answer = Omit<Explanation, 'question'>

/** What the node is called in a sentence. */
export function quoteName({ graph }: Pick<WhyFacts, 'graph'>, nodeId: string): string {
  return `“${graph.nodes.get(nodeId)?.name || nodeId}”`
}

/** The failures that halt the execution, with their errors. */
export function failuresOf(facts: Pick<WhyFacts, 'graph' | 'view'>): Reason[] {
  const failures = Object.entries(facts.view.nodes).filter(([, node]) => node.status === 'failed' && !node.handled)
  return failures.map(([nodeId, { error }]) => {
    const what = error ? `: ${error.code}, ${error.message}` : '.'
    return { nodeId, text: `${quoteName(facts, nodeId)} failed${what}` }
  })
}

export function incomingOf({ graph }: Pick<WhyFacts, 'graph'>, nodeId: string): readonly WorkflowEdge[] {
  return graph.incoming.get(nodeId) ?? []
}
