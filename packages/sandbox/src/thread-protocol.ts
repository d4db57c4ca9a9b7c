/** What the host and a sandbox thread say to each other. Values cross as JSON text only. */

export interface JobLimits {
  timeoutMs: number
  memoryBytes: number
}

/** A template: text as it stands, or the source of an expression. */
export type TemplateRequest = (string | { source: string })[]

export interface ExpressionsRequest {
  kind: 'expressions'
  fields: TemplateRequest[]
  /** JSON text; undefined when no expression names it. */
  input: string | undefined
  execution: { id: string; workflowId: string }
  /** Null: every name gives a placeholder. */
  secrets: Record<string, string> | null
  /** JSON text of the outputs that are known, by node id; null for a node that has none. */
  nodes: [id: string, output: string | null][]
}

export interface CodeRequest {
  kind: 'code'
  code: string
  /** JSON text. */
  input: string
  /** JSON text. */
  ctx: string
}

export type JobRequest = ExpressionsRequest | CodeRequest

export interface Failure {
  kind: 'error' | 'timeout' | 'memory' | 'cancelled'
  /** Of the thrown error. */
  name: string
  message: string
  stack?: string
  line?: number
  /** Which field of an expressions request, which part of it, and the source of the expression. */
  field?: number
  part?: number
  source?: string
}

export type JobResult =
  /** JSON text by field; null for undefined. */
  | { status: 'values'; values: (string | null)[] }
  /** The expressions asked for outputs of nodes that the request did not hold. */
  | { status: 'needs'; nodeIds: string[] }
  /** JSON text. */
  | { status: 'returned'; value: string }
  | { status: 'failed'; failure: Failure }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

export type ToThread =
  /** `cancel` holds one Int32: anything but 0 stops the job at its next instruction. Absent where threads share no memory. */
  | { type: 'job'; request: JobRequest; limits: JobLimits; cancel?: SharedArrayBuffer }
  /** Answers `read`; `json` is JSON text, or null when there is nothing. */
  | { type: 'reply'; callId: number; json: string | null; error?: string }

export type FromThread =
  | { type: 'ready' }
  | { type: 'log'; level: LogLevel; message: string }
  /** The code awaits the output of a node. */
  | { type: 'read'; callId: number; nodeId: string }
  /** `broken`: the thread must not be used again. */
  | { type: 'done'; result: JobResult; broken: boolean }
