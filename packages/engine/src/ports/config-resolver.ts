import type { NodeDescription } from '@spane/node-sdk'

/** What a node's expressions can see. */
export interface ExpressionScope {
  input: unknown
  execution: { id: string; workflowId: string /** Of a node that waits for a signal. */; resumeUrl?: string }
  /** The output of a finished ancestor; undefined when it has none. */
  readOutput: (nodeId: string) => Promise<unknown>
}

/**
 * Evaluates the expressions in a node's config and checks the outcome. Handed in, because the engine itself runs no
 * untrusted code; without one, config reaches executors as it was written.
 * @throws UnrecoverableNodeError when the config is wrong
 */
export type ResolveConfig = (request: {
  config: Record<string, unknown>
  nodeType: string
  description: NodeDescription | undefined
  scope: ExpressionScope
  signal: AbortSignal
}) => Promise<Record<string, unknown>>
