import type { ExecutionContext, INodeExecutor } from '@spane/node-sdk'
import type { CircuitBreaker, WorkflowNode } from '@spane/workflow'
import type { Command } from '../execution/command.ts'
import { holdsSlot } from '../execution/limit-slot.ts'
import type { LimitWait, NodeRunRow } from '../execution/state.ts'
import { evaluateKey } from '../flow/evaluate-key.ts'
import type { Logger } from '../logger.ts'
import type { ResolveConfig } from '../ports/config-resolver.ts'
import type { CircuitOutcome, CircuitRequest, FlowState, SlotRequest } from '../ports/flow-state.ts'

/** The most starts of a node type within any `per` milliseconds. */
export interface TypeRateLimit {
  limit: number
  per: number
}

interface FlowGateOptions {
  flow: FlowState
  rateLimits: Readonly<Record<string, TypeRateLimit>>
  resolveConfig: ResolveConfig | undefined
  redact: (text: string) => string
  logger: Logger
}

interface Start {
  workspaceId: string
  definition: WorkflowNode
  node: Readonly<NodeRunRow>
  executor: INodeExecutor
  /** Of the attempt, in ms; 0 is none. */
  timeout: number
  context: ExecutionContext
}

/** How a start that was let through tells how it ended. */
export type Pass = (command: Command | undefined) => void

/** A start may not go on yet. Thrown where the node would run, so that nothing of it does. */
export class LimitReached extends Error {
  readonly of: LimitWait['of']
  /** What limits it, for a person. */
  readonly subject: string
  /** Milliseconds until it may start. */
  readonly delay: number
  /** The limits that keep a slot for it, or the circuit. */
  readonly limits: string[]
  constructor(options: { of: LimitWait['of']; subject: string; delay: number; limits?: string[] }) {
    super(`Not yet: ${options.subject}`)
    this.name = 'LimitReached'
    this.of = options.of
    this.subject = options.subject
    this.delay = options.delay
    this.limits = options.limits ?? []
  }
}

/** A start whose limits cannot be asked waits so long, in milliseconds: to run it could be one too many. */
const UNKNOWN_DELAY_MS = 1_000
/** One that tries a circuit and has no time limit of its own is given up after so many milliseconds. */
const LONGEST_PROBE_MS = 300_000
/** Those that waited for a circuit come back within this part of its cooldown, not all at once. */
const SPREAD = 0.2
const NOTHING: Pass = () => undefined

/**
 * Asks the rate limits and the circuit breaker of a node before it runs. A start that goes on after a wait of the node is
 * the same attempt and is not asked again.
 */
export class FlowGate {
  private readonly options: FlowGateOptions

  constructor(options: FlowGateOptions) {
    this.options = options
  }

  /** Whether the start of a node has anything to ask: most have not, and pay nothing. */
  concerns({ type, settings }: WorkflowNode, { resumed }: Pick<NodeRunRow, 'resumed'>): boolean {
    if (resumed) return false
    return !!settings?.rateLimit || !!settings?.circuitBreaker || Object.hasOwn(this.options.rateLimits, type)
  }

  /** @throws LimitReached when the start has to wait */
  async pass(start: Start): Promise<Pass> {
    const slots = holdsSlot(start.node) ? [] : await this.slotRequests(start)
    try {
      const pass = await this.passCircuit(start)
      await this.takeSlots(slots).catch((error) => {
        pass(undefined)
        throw error
      })
      return pass
    } catch (error) {
      if (error instanceof LimitReached) throw error
      this.options.logger.warn({ err: String(error), nodeType: start.definition.type }, 'limits cannot be asked')
      throw new LimitReached({ of: 'rate-limit', subject: nameOf(start.definition), delay: UNKNOWN_DELAY_MS })
    }
  }

  private async takeSlots(requests: SlotRequest[]): Promise<void> {
    if (requests.length === 0) return
    const waits = await this.options.flow.takeSlots(requests)
    const delay = Math.max(...waits)
    if (delay <= 0) return
    const slowest = requests[waits.indexOf(delay)] as SlotRequest
    const limits = requests.map(({ id }) => id)
    throw new LimitReached({ of: 'rate-limit', subject: slowest.name, delay, limits })
  }

  private async slotRequests({ workspaceId, definition, context }: Start): Promise<SlotRequest[]> {
    const { rateLimits, resolveConfig, redact } = this.options
    const { type, settings } = definition
    const requests: SlotRequest[] = []
    const ofType = Object.hasOwn(rateLimits, type) ? rateLimits[type] : undefined
    if (ofType) requests.push({ ...ofType, workspaceId, id: `type/${type}`, name: `all ${type} nodes` })
    if (settings?.rateLimit) {
      const { limit, per, key } = settings.rateLimit
      const execution = { id: context.executionId, workflowId: context.workflowId }
      const scope = { input: context.inputData, execution, readOutput: async () => undefined }
      const value = key === undefined ? '' : redact(await evaluateKey(key, scope, resolveConfig))
      const name = nameOf(definition)
      requests.push({
        limit,
        per,
        workspaceId,
        id: `node/${context.workflowId}/${definition.id}/${value}`,
        name: value === '' ? name : `${name}, ${value}`,
      })
    }
    return requests
  }

  private async passCircuit(start: Start): Promise<Pass> {
    const breaker = start.definition.settings?.circuitBreaker
    if (!breaker) return NOTHING
    const request = circuitRequest(start, breaker)
    const answer = await this.options.flow.askCircuit(request)
    if ('wait' in answer) {
      const delay = answer.wait + Math.random() * SPREAD * breaker.cooldown
      throw new LimitReached({ of: 'circuit', subject: request.name, delay, limits: [request.id] })
    }
    return (command) => {
      const outcome = outcomeOf(command)
      if (answer.role === 'plain' && outcome !== 'failed') return
      this.options.flow.reportCircuit({ ...request, role: answer.role, outcome }).catch((error) => {
        this.options.logger.warn({ err: String(error) }, 'a circuit could not be told')
      })
    }
  }
}

function circuitRequest(
  { workspaceId, definition, executor, timeout, context }: Start,
  { failures, cooldown }: CircuitBreaker,
): CircuitRequest {
  const called = executor.circuitKey?.(context.nodeConfig)?.slice(0, 300)
  return {
    workspaceId,
    id: called === undefined ? `node/${context.workflowId}/${definition.id}` : `called/${definition.type}/${called}`,
    name: called ?? nameOf(definition),
    failures,
    cooldown,
    probeMs: timeout > 0 ? Math.min(timeout + UNKNOWN_DELAY_MS, LONGEST_PROBE_MS) : LONGEST_PROBE_MS,
  }
}

/** What retries could mend speaks against what is called; a refusal that they could not shows that it answers. */
function outcomeOf(command: Command | undefined): CircuitOutcome {
  if (command === undefined || command.type === 'release') return 'unknown'
  if (command.type !== 'fail') return 'ok'
  return command.unrecoverable || command.retryAfter !== undefined ? 'ok' : 'failed'
}

function nameOf({ id, name }: WorkflowNode): string {
  return name || id
}
