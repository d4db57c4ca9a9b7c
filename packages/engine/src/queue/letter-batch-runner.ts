import { EngineError } from '../engine-error.ts'
import type { Command } from '../execution/command.ts'
import {
  decideBatchStep,
  type LetterBatchItemRow,
  type LetterBatchRow,
  type LetterBatchStatus,
} from '../execution/letter-batch.ts'
import type { Logger } from '../logger.ts'
import type { LetterBatchResult } from '../ports/dead-letter-store.ts'
import type { EventBus } from '../ports/event-bus.ts'
import type { ExecutionStore } from '../ports/execution-store.ts'
import { refusalToError } from '../refusal-to-error.ts'
import type { Dispatcher } from './dispatcher.ts'

/** Letters that are acted on in one go, between two looks at how the batch stands. */
const CHUNK = 100
/** How long a batch is hidden from other workers while this one works on it. */
const HIDE_MS = 10_000
const IDLE_MS = 1_000
const BUSY_MS = 150

/** Retries a letter on another version; returns the execution that goes on. */
export type RetryLetter = (
  letterId: string,
  options: { version: 'latest'; versionId?: string; by: LetterBatchRow['by']; batchId: string },
) => Promise<string>

interface RunnerOptions {
  store: ExecutionStore
  dispatcher: Dispatcher
  bus: EventBus
  logger: Logger
  retryLetter: RetryLetter
}

/**
 * Carries the batches of dead letters on, whoever asked for them (rule 6.5). All that it knows stands in the store, so
 * any worker can go on where another stopped, and two that do the same at once harm nothing: a letter that was acted on
 * refuses the second one.
 *
 * States: stopped -> waiting <-> working -> stopped
 */
export class LetterBatchRunner {
  private readonly options: RunnerOptions
  private timer: NodeJS.Timeout | undefined
  private working: Promise<void> | undefined
  private stopped = true

  constructor(options: RunnerOptions) {
    this.options = options
  }

  start(): void {
    this.stopped = false
    this.schedule(0)
  }

  /** A batch was made or changed in this process. */
  poke(): void {
    if (!this.working) this.schedule(0)
  }

  async stop(): Promise<void> {
    this.stopped = true
    clearTimeout(this.timer)
    await this.working
  }

  private schedule(ms: number): void {
    if (this.stopped) return
    clearTimeout(this.timer)
    this.timer = setTimeout(() => {
      let next = IDLE_MS
      this.working = this.work()
        .then((ms) => {
          next = ms
        })
        .catch((error) => this.options.logger.warn({ err: String(error) }, 'dead letter batches'))
        .finally(() => {
          this.working = undefined
          this.schedule(next)
        })
    }, ms)
  }

  /** One step of every batch that is under way; returns in how many ms to look again. */
  private async work(): Promise<number> {
    const { letters } = this.options.store
    const taken: string[] = []
    let next = IDLE_MS
    try {
      for (;;) {
        const batch = this.stopped ? undefined : await letters.takeLetterBatch(HIDE_MS)
        if (!batch) return next
        taken.push(batch.id)
        next = Math.min(next, (await this.advance(batch)) ? 0 : BUSY_MS)
      }
    } finally {
      for (const id of taken) await letters.releaseLetterBatch(id)
    }
  }

  /** Whether there is more to do at once. */
  private async advance(taken: LetterBatchRow): Promise<boolean> {
    const { letters } = this.options.store
    const { id } = taken
    if (taken.status === 'collecting') {
      await letters.collectLetterBatch(id)
      return true
    }
    const settled = await letters.settleLetterBatch(id)
    const batch = await letters.readLetterBatch(id)
    if (!batch) return false
    const step = decideBatchStep(batch)
    const changed = [...settled]
    if (step.do === 'act') {
      const items = await letters.readWaitingItems(id, Math.min(step.limit, CHUNK))
      await letters.recordBatchResults(id, await this.actOn(batch, items))
      changed.push(...items)
    } else if (step.do === 'change') {
      const from: LetterBatchStatus[] = [batch.status]
      await letters.changeLetterBatch(id, { from, to: step.status, ended: step.ended })
      // Nothing of it changes with this, but what is shown of the batch does.
      if (changed.length === 0) changed.push(...(await letters.listBatchItems(id, { limit: 1 })))
    }
    this.options.bus.publish(
      changed.map(({ executionId }) => ({ executionId, workspaceId: batch.workspaceId, seq: 0 })),
    )
    return step.do === 'change' || (step.do === 'act' && step.limit > CHUNK)
  }

  /** One transaction an execution (rule 6.3). */
  private async actOn(batch: LetterBatchRow, items: LetterBatchItemRow[]): Promise<LetterBatchResult[]> {
    const ofExecution = new Map<string, LetterBatchItemRow[]>()
    for (const item of items) ofExecution.set(item.executionId, [...(ofExecution.get(item.executionId) ?? []), item])
    const results = await Promise.all([...ofExecution.values()].map((alike) => this.actTogether(batch, alike)))
    return results.flat()
  }

  /** The first command retries all of them; what it refused is asked for again, which says why. */
  private async actTogether(batch: LetterBatchRow, items: LetterBatchItemRow[]): Promise<LetterBatchResult[]> {
    const results: LetterBatchResult[] = []
    const left = [...items]
    for (let item = left.shift(); item; item = left.shift()) {
      results.push(
        await this.act(
          batch,
          item,
          left.map(({ nodeId }) => nodeId),
        ),
      )
    }
    return results
  }

  private async act(batch: LetterBatchRow, item: LetterBatchItemRow, together: string[]): Promise<LetterBatchResult> {
    if (batch.action === 'retry' && batch.version === 'latest') return this.retryOnLatest(batch, item)
    const { letterId, executionId, nodeId } = item
    const status = batch.action === 'retry' ? 'acting' : 'done'
    const outcome = await this.options.dispatcher.apply(executionId, commandOf(batch, nodeId, together))
    if (outcome.ok) return { letterId, status }
    const letter = await this.options.store.readDeadLetter(letterId)
    // A worker that died after the command, and before it was recorded, has done this already.
    if (letter?.batchId === batch.id) return { letterId, status }
    const { code, message } = refusalToError(outcome.code, { executionId, nodeId, letterId })
    return { letterId, status: 'refused', errorCode: code, errorMessage: message }
  }

  private async retryOnLatest(batch: LetterBatchRow, { letterId }: LetterBatchItemRow): Promise<LetterBatchResult> {
    const { store, retryLetter } = this.options
    const letter = await store.readDeadLetter(letterId)
    const versionId = letter && batch.versionIds[letter.workflowId]
    try {
      const options = { version: 'latest' as const, by: batch.by, batchId: batch.id, ...(versionId && { versionId }) }
      return { letterId, status: 'acting', successorId: await retryLetter(letterId, options) }
    } catch (error) {
      if (!(error instanceof EngineError) || error.code === 'ENGINE_CLOSED') throw error
      const now = await store.readDeadLetter(letterId)
      if (now?.batchId === batch.id && now.successorId !== null) {
        return { letterId, status: 'acting', successorId: now.successorId }
      }
      return { letterId, status: 'refused', errorCode: error.code, errorMessage: error.message }
    }
  }
}

function commandOf({ id, action, by }: LetterBatchRow, nodeId: string, together: string[]): Command {
  const origin = { by, batchId: id }
  switch (action) {
    case 'retry':
      return { type: 'retryDeadLetter', nodeId, origin, ...(together.length > 0 && { together }) }
    case 'discard':
      return { type: 'discardDeadLetter', nodeId, origin }
    case 'restore':
      return { type: 'restoreDeadLetter', nodeId, origin }
    default:
      throw new EngineError('BAD_INPUT', `Unknown action ${action satisfies never}`)
  }
}
