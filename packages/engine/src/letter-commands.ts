import { type BulkResult, inBulk, toBulkError } from './bulk.ts'
import type { EngineError } from './engine-error.ts'
import type { Command, LetterOrigin, Refusal } from './execution/command.ts'
import type { LetterVersion } from './execution/letter-batch.ts'
import type { DeadLetterRow, LetterActor } from './execution/state.ts'
import { inputText } from './input-text.ts'
import type { EventBus } from './ports/event-bus.ts'
import type { StartOutcome, StartRequest } from './ports/execution-store.ts'
import type { Dispatcher } from './queue/dispatcher.ts'
import { refusalToError } from './refusal-to-error.ts'
import type { RerunContext } from './rerun.ts'
import { planRetryOnVersion } from './retry-on-version.ts'

/** A dead letter as embedders see it. */
export interface DLQItem {
  id: string
  executionId: string
  workflowId: string
  nodeId: string
  /** Alike failures have the same one. */
  fingerprint: string
  status: DeadLetterRow['status']
  error: { code: string; message: string }
  /** Attempts of the last failure. */
  attempts: number
  /** How often the node failed for good. */
  failures: number
  /** ISO 8601. */
  failedAt: string
}

export interface RetryLetterOptions {
  /** In place of the input that failed. */
  input?: unknown
  /** `latest`: the version that starts use now. Default `original`. */
  version?: LetterVersion
  /** A certain version of the same workflow. */
  versionId?: string
  /** On whose behalf, for the history; `program` when absent. */
  by?: LetterActor
  /** The batch of which it is a part. */
  batchId?: string
}

interface LetterCommandsOptions extends RerunContext {
  bus: EventBus
  dispatcher: Dispatcher
  start: (request: StartRequest) => Promise<StartOutcome>
}

/** What people and programs do to single dead letters, and to a few that they name. */
export class LetterCommands {
  private readonly options: LetterCommandsOptions

  constructor(options: LetterCommandsOptions) {
    this.options = options
  }

  async retry(id: string, options: RetryLetterOptions): Promise<string> {
    const { version = 'original', versionId, by = 'program', batchId } = options
    const origin = { by, ...(batchId !== undefined && { batchId }) }
    if (version === 'latest' || versionId !== undefined) {
      return this.retryOnVersion(id, { origin, ...(versionId && { versionId }), input: options.input })
    }
    return this.command(id, (nodeId) => ({ ...retryOf(nodeId, options.input), origin }))
  }

  /** A result an item, in their order; those of one execution are retried in one transaction (rule 6.3). */
  async retryMany(
    ids: readonly string[],
    { input }: { input?: unknown },
  ): Promise<BulkResult<{ id: string; executionId: string }>[]> {
    const found = await inBulk(ids, async (id) => ({ letter: await this.read(id) }))
    const letters = new Map(found.flatMap((result) => (result.ok ? [[result.letter.id, result.letter]] : [])))
    const ofExecution = new Map<string, DeadLetterRow[]>()
    for (const letter of letters.values())
      ofExecution.set(letter.executionId, [...(ofExecution.get(letter.executionId) ?? []), letter])
    const refused = new Map<string, EngineError>()
    const groups = [...ofExecution]
    const tried = await inBulk(groups, ([, letters]) => this.retryTogether(letters, input, refused))
    const outcomes = new Map(groups.map(([executionId], index) => [executionId, tried[index]]))
    return found.map((result) => {
      if (!result.ok) return result
      const { id, executionId } = result.letter
      const outcome = outcomes.get(executionId)
      if (outcome?.ok === false) return outcome
      const refusal = refused.get(id)
      return refusal ? { ok: false, error: toBulkError(refusal) } : { ok: true, id, executionId }
    })
  }

  /** @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_OPEN */
  async discard(id: string, by: LetterActor): Promise<void> {
    await this.command(id, (nodeId) => ({ type: 'discardDeadLetter', nodeId, origin: { by } }))
  }

  /** @throws EngineError DEAD_LETTER_NOT_FOUND, DEAD_LETTER_NOT_DISCARDED, EXECUTION_CANCELLED */
  async restore(id: string, by: LetterActor): Promise<void> {
    await this.command(id, (nodeId) => ({ type: 'restoreDeadLetter', nodeId, origin: { by } }))
  }

  /** Letters of one execution. The first that is not refused retries the ones behind it in its own transaction. */
  private async retryTogether(
    letters: readonly DeadLetterRow[],
    input: unknown,
    refused: Map<string, EngineError>,
  ): Promise<object> {
    for (const [index, { id, executionId, nodeId }] of letters.entries()) {
      const others = letters.slice(index + 1)
      const together = others.map((letter) => letter.nodeId)
      const outcome = await this.options.dispatcher.apply(executionId, { ...retryOf(nodeId, input), together })
      const refuse = (code: Refusal | 'STORE_ERROR', of: { id: string; nodeId: string }) =>
        refused.set(of.id, refusalToError(code, { executionId, nodeId: of.nodeId, letterId: of.id }))
      if (!outcome.ok) {
        refuse(outcome.code, { id, nodeId })
        continue
      }
      for (const other of others) {
        const code = outcome.refused?.[other.nodeId]
        if (code) refuse(code, other)
      }
      this.announce(executionId)
      break
    }
    return {}
  }

  private async retryOnVersion(
    id: string,
    options: { versionId?: string; input?: unknown; origin: LetterOrigin },
  ): Promise<string> {
    const letter = await this.read(id)
    // Said before the nodes are looked at: it is the better answer when both are wrong.
    if (letter.status !== 'open') throw refusalToError('DEAD_LETTER_NOT_OPEN', { letterId: id })
    const { executionId } = await this.options.start(await planRetryOnVersion(this.options, letter, options))
    this.announce(letter.executionId)
    return executionId
  }

  private async command(id: string, create: (nodeId: string) => Command): Promise<string> {
    const { executionId, nodeId } = await this.read(id)
    const outcome = await this.options.dispatcher.apply(executionId, create(nodeId))
    if (!outcome.ok) throw refusalToError(outcome.code, { executionId, nodeId, letterId: id })
    this.announce(executionId)
    return executionId
  }

  private async read(id: string): Promise<DeadLetterRow> {
    const letter = await this.options.store.readDeadLetter(id)
    if (letter?.workspaceId === this.options.workspaceId) return letter
    throw refusalToError('DEAD_LETTER_NOT_FOUND', { letterId: id })
  }

  /** Setting a letter aside is no event of its execution, but the lists that show it are stale. */
  private announce(executionId: string): void {
    this.options.bus.publish([{ executionId, workspaceId: this.options.workspaceId, seq: 0 }])
  }
}

function retryOf(nodeId: string, input: unknown): Extract<Command, { type: 'retryDeadLetter' }> {
  return { type: 'retryDeadLetter', nodeId, ...(input !== undefined && { input: inputText(input) }) }
}

export function toDLQItem(letter: DeadLetterRow): DLQItem {
  return {
    id: letter.id,
    executionId: letter.executionId,
    workflowId: letter.workflowId,
    nodeId: letter.nodeId,
    fingerprint: letter.fingerprint,
    status: letter.status,
    error: { code: letter.errorCode, message: letter.errorMessage },
    attempts: letter.attempts,
    failures: letter.failures,
    failedAt: new Date(letter.failedAt).toISOString(),
  }
}
