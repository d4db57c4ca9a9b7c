/** JSON as it travels between nodes (rule 4.2). */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue }

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What a log line carries besides its message. JSON; what is not is told by its text. */
export type LogFields = Record<string, unknown>

/**
 * Writes a line to the log of the node run, where a person reads it while the node runs. Bounded (what was dropped is
 * said), with secrets taken out; never fails and never waits.
 *
 * @example
 * ```ts
 * log.info('page read', { page: 3, rows: 200 })
 * ```
 */
export interface NodeLogger {
  (level: LogLevel, message: string, fields?: LogFields): void
  debug(message: string, fields?: LogFields): void
  info(message: string, fields?: LogFields): void
  warn(message: string, fields?: LogFields): void
  error(message: string, fields?: LogFields): void
}

/** The result of a direct parent, as a child sees it. */
export interface PreviousResult {
  success: boolean
  data?: unknown
  error?: { code: string; message: string }
}

/** What an executor is handed for one attempt. `C` is the type of the node's config. */
export interface ExecutionContext<C = Record<string, unknown>> {
  workflowId: string
  executionId: string
  nodeId: string
  /** 1 for the first attempt. */
  attempt: number
  /** 1, 2, 3 … over every start of this node run: retries, dead-letter retries and lost starts alike. */
  start: number
  /** Composed of the parents' outputs (rule 4.1). */
  inputData: unknown
  /** The node's config with its expressions evaluated. */
  nodeConfig: C
  /** Ids of the direct parents in the definition, in the order of their edges; with more than one, `inputData` is keyed by them. */
  parents: readonly string[]
  /** Results of the direct parents by node id (rule 4.1). */
  previousResults: Record<string, PreviousResult>
  /** Aborted on cancel, on timeout, when the lease is lost and when the worker shuts down. */
  signal: AbortSignal
  /** The same for every attempt of this node run, to hand to outside systems (rule 5.3). */
  idempotencyKey: string
  /** W3C trace context, to hand to outside systems; absent when the execution is not traced. */
  traceparent?: string
  /** True when the node had asked to wait (`waitUntil`, `children` or `waitForSignal`) and that is over. */
  resumed: boolean
  /** After `waitForSignal`: what came, that the time ran out, or that it is time for reminder 1, 2, 3 … */
  signalled?: { payload: unknown } | { timedOut: true } | { reminder: number }
  /**
   * Where the signal for this node can be sent, once it waits: for nodes whose description is `resumable`, where the
   * engine was given a way to sign such links. The same for the whole of a wait.
   */
  resumeUrl?: string
  /** After `children`: how they ended, in the order of their items, from item `from` on. */
  readChildren: (range: { from: number; limit: number }) => Promise<ChildResult[]>
  log: NodeLogger
  /** The output of any finished ancestor (rule 4.1); undefined when it has none. */
  readOutput: (nodeId: string) => Promise<unknown>
}

/** What an executor returns. Throwing is the same as `{ success: false, error }` (rule 3.7). */
export interface ExecutionResult {
  success: boolean
  /** Becomes the node's output on every emitted port. JSON (rule 4.2). */
  data?: unknown
  error?: unknown
  /** Chooses among the edges of `main` by their target (rule 3.7). */
  nextNodes?: string[]
  /** The ports that emit; `['main']` when absent. */
  ports?: string[]
  /** Another value a port; the keys are the ports that emit. Excludes `data` and `ports`. */
  outputs?: Record<string, unknown>
  /** Suspends the node until this time (ms since the epoch) without a worker slot, then runs it again with `resumed`. */
  waitUntil?: number
  /** Suspends the node until its child executions have ended, then runs it again with `resumed` (rules 8.1 and 8.2). */
  children?: ChildrenRequest
  /**
   * Suspends the node until a signal comes or the time runs out, then runs it again with `resumed` (rule 7.3). With
   * `remindAfterMs` it is run before that, too, to remind somebody; it then asks to wait again, and the wait goes on with
   * the end that it had.
   */
  waitForSignal?: { timeoutMs?: number; remindAfterMs?: number }
}

/** Child executions of a node: one an input. */
export interface ChildrenRequest {
  /** The published version of this workflow is what runs. */
  workflowId: string
  inputs: readonly unknown[]
  /** How many run at the same time. Default 1. */
  concurrency?: number
  /** `true`: after the first child that does not complete no further one begins. */
  stopOnFailure?: boolean
}

/** How a child execution ended. */
export interface ChildResult {
  executionId: string
  index: number
  status: 'completed' | 'failed' | 'cancelled' | 'queued'
  /** The outputs of its last nodes: of the only one, or keyed by node id. */
  output?: unknown
  error?: { code: string; message: string }
}

/** The function of a node. One instance serves all attempts, at the same time too: keep no state in it. */
// biome-ignore lint/suspicious/noExplicitAny: registries hold executors of every config type, and a parameter's type admits no wider one
export interface INodeExecutor<C = any> {
  execute(context: ExecutionContext<C>): Promise<ExecutionResult> | ExecutionResult
  /**
   * What an attempt with this config calls, such as a host: nodes that call the same share a circuit breaker. Must not
   * throw; undefined where there is nothing to name, and the node has a circuit of its own.
   */
  circuitKey?(config: C): string | undefined
}
