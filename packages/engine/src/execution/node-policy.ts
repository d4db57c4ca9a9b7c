import type { WorkflowGraph } from '@spane/workflow'
import type { NodeDefaults } from './command.ts'

/** How a node is tried, joined and failed, its settings over the defaults (rules 3.2, 3.3 and 5.2). */
export interface NodePolicy {
  maxAttempts: number
  backoff: NodeDefaults['backoff']
  /** Milliseconds; 0 is none. */
  timeout: number
  onError: 'stop' | 'continue' | 'branch'
  join: 'some' | 'all' | 'any'
}

export function nodePolicy(
  graph: WorkflowGraph,
  nodeId: string,
  defaults: NodeDefaults = DEFAULT_NODE_DEFAULTS,
): NodePolicy {
  const settings = graph.nodes.get(nodeId)?.settings
  return {
    maxAttempts: maxAttemptsOf(graph, nodeId, defaults),
    backoff: { ...defaults.backoff, ...settings?.backoff },
    timeout: timeoutOf(graph, nodeId, defaults),
    onError: settings?.onError ?? 'stop',
    join: joinOf(graph, nodeId),
  }
}

// What every node is asked for has a function of its own, so that no policy is made for it.

export function joinOf(graph: WorkflowGraph, nodeId: string): NodePolicy['join'] {
  return graph.nodes.get(nodeId)?.settings?.join ?? 'some'
}

export function maxAttemptsOf(graph: WorkflowGraph, nodeId: string, defaults = DEFAULT_NODE_DEFAULTS): number {
  return 1 + (graph.nodes.get(nodeId)?.settings?.retries ?? defaults.retries)
}

export function timeoutOf(graph: WorkflowGraph, nodeId: string, defaults = DEFAULT_NODE_DEFAULTS): number {
  return graph.nodes.get(nodeId)?.settings?.timeout ?? defaults.timeout
}

/** Rule 5.2: two retries, exponential from a second; rule 5.3: five minutes an attempt. */
export const DEFAULT_NODE_DEFAULTS: NodeDefaults = {
  retries: 2,
  backoff: { type: 'exponential', delay: 1_000, maxDelay: 60_000 },
  timeout: 300_000,
}

/**
 * Milliseconds before the next attempt (rule 5.2). `failedAttempt` counts from 1; `jitter` (0 … 1) takes up to a
 * quarter off, so that nodes that failed together do not come back together.
 */
export function backoffDelay(backoff: NodeDefaults['backoff'], failedAttempt: number, jitter: number): number {
  const factor = backoff.type === 'fixed' ? 1 : 2 ** Math.min(failedAttempt - 1, 30)
  const delay = Math.min(backoff.delay * factor, backoff.maxDelay)
  return Math.round(delay * (1 - jitter / 4))
}
