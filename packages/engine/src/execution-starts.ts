import type { ExecutionOrigin } from '@spane/realtime'
import { compileGraph, prioritySchema, resolveEntry, type Workflow } from '@spane/workflow'
import { EngineError } from './engine-error.ts'
import { type PinnedOutput, planStart } from './execution/plan-start.ts'
import type { ExecutionRow } from './execution/state.ts'
import { evaluateKey } from './flow/evaluate-key.ts'
import { inputText } from './input-text.ts'
import type { ResolveConfig } from './ports/config-resolver.ts'
import { createExecutionId } from './ports/create-execution-id.ts'
import type { ExecutionStore, StartOutcome, StartRequest } from './ports/execution-store.ts'
import type { EngineMetrics } from './ports/metrics.ts'
import { type EngineTracer, isTraceparent } from './ports/tracing.ts'
import type { Dispatcher } from './queue/dispatcher.ts'
import type { LoadGuard } from './queue/load-guard.ts'
import { MicroBatcher } from './queue/micro-batcher.ts'
import { planRefused, planRerun, type RerunContext, type RerunOptions } from './rerun.ts'

/** One start of {@link WorkflowEngine.enqueueMany}. */
export interface EnqueueItem extends EnqueueOptions {
  workflowId: string
  /** JSON; `{}` when absent. */
  input?: unknown
}

export interface EnqueueOptions {
  /** A second call with the same key for the same workflow returns the first one's execution (rule 9.5). */
  idempotencyKey?: string
  /** Where to begin; the workflow's own entry when absent. */
  entryNodeId?: string
  /** What set it off; `api` when absent. */
  origin?: ExecutionOrigin
  /** W3C trace context of who starts it: its trace goes on from there. One that is not valid is ignored. */
  traceparent?: string | undefined
  /** 0 (first) to 9 (last), in place of the workflow's own. */
  priority?: number
}

/** A run of a part of a workflow, or with data in place of what nodes would give (rule 8.3). */
export interface TestRunOptions {
  /** Begins at this node with an input of its own, and runs nothing before it. */
  from?: { nodeId: string; input: unknown }
  /** Goes no further than this node. */
  toNodeId?: string
  /** Stands for the outputs of these nodes, by their ids. */
  pins?: Readonly<Record<string, PinnedOutput>>
}

interface ExecutionStartsOptions extends RerunContext {
  store: ExecutionStore
  dispatcher: Dispatcher
  load: LoadGuard
  metrics: EngineMetrics
  tracer: EngineTracer | undefined
  resolveConfig: ResolveConfig | undefined
  redact: ((text: string) => string) | undefined
}

/** Starts of executions, whole and in part; those that come together share a transaction. */
export class ExecutionStarts {
  private readonly options: ExecutionStartsOptions
  private readonly batches: MicroBatcher<StartRequest, StartOutcome>

  constructor(options: ExecutionStartsOptions) {
    this.options = options
    const { store, dispatcher, metrics } = options
    this.batches = new MicroBatcher(
      async (batch) => {
        const { outcomes, effects } = await store.start(batch)
        dispatcher.carryOut(effects)
        metrics.executionsStarted(outcomes.filter((outcome) => outcome.created).length)
        return outcomes
      },
      { maxSize: 100 },
    )
  }

  async startVersion(
    request: EnqueueOptions & TestRunOptions & { versionId: string; input: unknown },
  ): Promise<StartOutcome> {
    const version = await this.options.store.getVersion(request.versionId)
    if (!version) throw new EngineError('VERSION_NOT_FOUND', `No workflow version has the id ${request.versionId}`)
    const entry = resolveEntry(version.workflow, this.options.registry, request.entryNodeId)
    if ('problem' in entry) {
      throw new EngineError('NODE_NOT_FOUND', entry.problem.message, { field: 'entryNodeId' })
    }
    const { entryNodeId } = entry
    const { from, toNodeId, pins, idempotencyKey, origin, traceparent } = request
    const partial = from !== undefined || toNodeId !== undefined || pins !== undefined
    const planned = partial
      ? planStart({
          graph: compileGraph(version.workflow),
          entryNodeId,
          to: toNodeId,
          ...(from && { from: { nodeId: from.nodeId, input: inputText(from.input, 'from.input') } }),
          ...(pins && { pins }),
        })
      : { plan: undefined }
    if ('refusal' in planned) throw planRefused(planned.refusal, from ? 'from.nodeId' : 'toNodeId')
    await this.options.load.admit()
    return this.start({
      executionId: createExecutionId(),
      versionId: version.id,
      entryNodeId,
      input: inputText(request.input),
      origin: origin ?? { kind: 'api' },
      ...(isTraceparent(traceparent) && { traceparent }),
      ...(planned.plan && { plan: planned.plan }),
      ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
      ...(request.priority === undefined ? {} : { priority: checkPriority(request.priority) }),
    })
  }

  /** @throws EngineError EXECUTION_NOT_FOUND, NODE_NOT_FOUND, or MISSING_OUTPUT */
  async rerun(executionId: string, options: RerunOptions): Promise<StartOutcome> {
    await this.options.load.admit()
    return this.start(await planRerun(this.options, executionId, options))
  }

  /** Planned starts go alone: one that is refused must not take others with it. */
  async start({ traceparent, ...asked }: StartRequest & { traceparent?: string }): Promise<StartOutcome> {
    const trace = this.options.tracer?.executionCreated(traceparent === undefined ? {} : { traceparent })
    const version = await this.options.store.getVersion(asked.versionId)
    const request = {
      ...asked,
      ...(trace !== undefined && { trace }),
      ...(version && (await this.admissionOf(version.workflow, asked.executionId, asked.input))),
    }
    if (!request.plan) return this.batches.add(request)
    const { outcomes, effects } = await this.options.store.start([request])
    this.options.dispatcher.carryOut(effects)
    const outcome = outcomes[0] as StartOutcome
    this.options.metrics.executionsStarted(outcome.created ? 1 : 0)
    return outcome
  }

  /** Resolves when everything that was begun is durable. */
  idle(): Promise<void> {
    return this.batches.idle()
  }

  /** With whom an execution counts, when its workflow limits how many run. */
  private async admissionOf(
    workflow: Workflow,
    executionId: string,
    inputJson: string,
  ): Promise<{ concurrencyKey?: string }> {
    const { concurrency } = workflow.settings ?? {}
    if (!concurrency) return {}
    if (concurrency.key === undefined) return { concurrencyKey: '' }
    const input: unknown = JSON.parse(inputJson)
    const scope = { input, execution: { id: executionId, workflowId: workflow.id }, readOutput: async () => undefined }
    try {
      const key = await evaluateKey(concurrency.key, scope, this.options.resolveConfig)
      return { concurrencyKey: this.options.redact?.(key) ?? key }
    } catch (error) {
      const said = error instanceof Error ? error.message : String(error)
      const field = 'settings.concurrency.key'
      throw new EngineError('BAD_INPUT', `The concurrency key has no value for this input: ${said}`, {
        field,
        cause: error,
      })
    }
  }

  async admissionOfCreated(execution: ExecutionRow, edited: string | undefined): Promise<{ concurrencyKey?: string }> {
    const version = await this.options.store.getVersion(execution.versionId)
    if (!version?.workflow.settings?.concurrency) return {}
    const input = edited ?? (await this.options.store.readExecutionInput(execution.id)) ?? 'null'
    return this.admissionOf(version.workflow, execution.id, input)
  }
}

function checkPriority(priority: number): number {
  const checked = prioritySchema.safeParse(priority)
  if (checked.success) return checked.data
  throw new EngineError('BAD_INPUT', 'A priority is a whole number from 0 (first) to 9 (last)', { field: 'priority' })
}
