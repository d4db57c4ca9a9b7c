import { type ExecutionResult, RateLimitNodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { JsonValueError, MAIN_PORT, toJsonText, type WorkflowGraph } from '@spane/workflow'
import type { Command, NodeDefaults } from './command.ts'
import type { LogLine, RecordedError } from './state.ts'

interface ResultContext {
  graph: WorkflowGraph
  nodeId: string
  token: number
  /** For a dead letter, if one has to be made; a new one when absent. */
  deadLetterId?: string
  /** Ms since the epoch; this machine's clock when absent. */
  now?: number
  /** 0 … 1; random when absent. */
  jitter?: number
  logs?: readonly LogLine[]
  defaults?: NodeDefaults
  maxOutputBytes?: number
  /** Takes secrets out of an error before it is recorded. */
  redact?: (text: string) => string
}

/** A result that does not fit its node: it fails the node and is not retried. */
class BadResultError extends UnrecoverableNodeError {}

/** Turns what an executor returned into the command that records it (rules 3.2, 3.7 and 4.2). */
export function resultToCommand(context: ResultContext & { result: ExecutionResult }): Command {
  const { result, nodeId, token, logs } = context
  try {
    if (typeof result !== 'object' || result === null || typeof result.success !== 'boolean') {
      throw new BadResultError('The executor must return an object with a boolean `success`', { code: 'BAD_RESULT' })
    }
    if (!result.success) return errorToCommand({ ...context, error: result.error ?? 'The node reported a failure' })
    if (result.waitUntil !== undefined) {
      if (!Number.isFinite(result.waitUntil)) {
        throw new BadResultError('`waitUntil` must be a time in milliseconds', { code: 'BAD_RESULT' })
      }
      return { type: 'wait', nodeId, token, until: Math.ceil(result.waitUntil), logs }
    }
    if (result.waitForSignal) {
      const { timeoutMs, remindAfterMs } = result.waitForSignal
      const until =
        timeoutMs === undefined ? undefined : (context.now ?? Date.now()) + Math.max(0, Math.ceil(timeoutMs))
      return {
        type: 'waitForSignal',
        nodeId,
        token,
        logs,
        ...(until !== undefined && { until }),
        ...(remindAfterMs !== undefined && { remindAfterMs: Math.max(1, Math.ceil(remindAfterMs)) }),
      }
    }
    const { value, ports, outputPerPort } = emitted(result)
    return {
      type: 'complete',
      nodeId,
      token,
      output: toJsonText(value, context.maxOutputBytes === undefined ? {} : { maxBytes: context.maxOutputBytes }),
      ports,
      outputPerPort,
      delivered: deliveredEdges(context, ports),
      ...countItems(value, ports, outputPerPort),
      logs,
    }
  } catch (error) {
    return errorToCommand({ ...context, error: error instanceof JsonValueError ? badOutput(error) : error })
  }
}

function badOutput(error: JsonValueError): UnrecoverableNodeError {
  return new BadResultError(error.message, { code: error.code, cause: error })
}

function emitted(result: ExecutionResult): { value: unknown; ports: string[]; outputPerPort: boolean } {
  if (result.outputs) return { value: result.outputs, ports: Object.keys(result.outputs), outputPerPort: true }
  return { value: result.data ?? null, ports: result.ports ?? [MAIN_PORT], outputPerPort: false }
}

/** The lengths of lists, which the canvas shows on edges: events carry no payloads (rule 10.1). */
function countItems(value: unknown, ports: string[], outputPerPort: boolean): { items?: Record<string, number> } {
  const items: Record<string, number> = Object.create(null)
  for (const port of ports) {
    const onPort = outputPerPort ? (value as Record<string, unknown>)[port] : value
    if (Array.isArray(onPort)) items[port] = onPort.length
  }
  return Object.keys(items).length > 0 ? { items } : {}
}

function deliveredEdges(context: ResultContext & { result: ExecutionResult }, ports: string[]): string[] {
  const outgoing = context.graph.outgoing.get(context.nodeId) ?? []
  const onPorts = outgoing.filter((edge) => ports.includes(edge.sourcePort))
  const { nextNodes } = context.result
  if (!nextNodes) return onPorts.map((edge) => edge.id)
  const targets = new Set(outgoing.filter((edge) => edge.sourcePort === MAIN_PORT).map((edge) => edge.target))
  const unknown = nextNodes.find((id) => !targets.has(id))
  if (unknown !== undefined) {
    throw new BadResultError(`nextNodes names ${JSON.stringify(unknown)}, which no edge from main leads to`, {
      code: 'UNKNOWN_NEXT_NODE',
    })
  }
  const chosen = new Set(nextNodes)
  return onPorts.filter((edge) => edge.sourcePort !== MAIN_PORT || chosen.has(edge.target)).map((edge) => edge.id)
}

/** Turns a failure into the command that records it (rule 5.2). */
export function errorToCommand(context: ResultContext & { error: unknown; outcome?: 'failed' | 'timeout' }): Command {
  const { error } = context
  return {
    type: 'fail',
    nodeId: context.nodeId,
    token: context.token,
    error: recordError(error, context.redact),
    outcome: context.outcome ?? 'failed',
    unrecoverable: isUnrecoverable(error),
    ...(error instanceof RateLimitNodeError || isNamed(error, 'RateLimitNodeError')
      ? { retryAfter: retryAfterOf(error) }
      : {}),
    jitter: context.jitter ?? Math.random(),
    deadLetterId: context.deadLetterId ?? crypto.randomUUID(),
    logs: context.logs,
    defaults: context.defaults,
    ...(isNamed(error, 'ChildFailedNodeError') && { ofChild: true }),
  }
}

/** Also by name: an embedder's node may carry its own copy of the classes, and BullMQ has one of this name. */
function isUnrecoverable(error: unknown): boolean {
  return (
    error instanceof UnrecoverableNodeError ||
    isNamed(error, 'UnrecoverableNodeError') ||
    isNamed(error, 'ChildFailedNodeError') ||
    isNamed(error, 'UnrecoverableError')
  )
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name
}

function retryAfterOf(error: unknown): number {
  const value = (error as { retryAfter?: unknown }).retryAfter
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : 1_000
}

const MAX_MESSAGE = 4_000
const MAX_STACK = 16_000

/** An error of any kind as it is stored: bounded, and without secrets. */
export function recordError(error: unknown, redact: (text: string) => string = (text) => text): RecordedError {
  const message = redact(messageOf(error)).slice(0, MAX_MESSAGE)
  const code = codeOf(error)
  const stack = error instanceof Error && error.stack ? redact(error.stack).slice(0, MAX_STACK) : undefined
  const details = detailsOf(error, redact)
  return { code, message, ...(stack && { stack }), ...(details !== undefined && { details }) }
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name
  if (typeof error === 'string') return error
  if (typeof error === 'object' && error !== null && 'message' in error) return String(error.message)
  try {
    return JSON.stringify(error) ?? String(error)
  } catch {
    return 'Unknown error'
  }
}

function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') {
    return error.code.slice(0, 200)
  }
  return 'NODE_FAILED'
}

function detailsOf(error: unknown, redact: (text: string) => string): unknown {
  if (typeof error !== 'object' || error === null || !('details' in error) || error.details === undefined)
    return undefined
  try {
    return JSON.parse(redact(toJsonText(error.details, { maxBytes: 64 * 1024 })))
  } catch {
    return undefined
  }
}
