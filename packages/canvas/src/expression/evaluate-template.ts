/** What an expression sees. */
export interface EvaluateRequest {
  /** A field's text, with its braces. */
  template: string
  input: unknown
  execution: { id: string; workflowId: string }
  /** A node's output; undefined for one without. */
  readOutput: (nodeId: string) => Promise<unknown>
  signal: AbortSignal
}

export type Evaluation =
  /** Undefined: the field would be left out. */
  { ok: true; value: unknown } | { ok: false; message: string; range?: { from: number; to: number } }

/** Evaluates as a worker does, and never on the page's own thread. Rejects only when it was aborted. */
export type EvaluateTemplate = (request: EvaluateRequest) => Promise<Evaluation>
