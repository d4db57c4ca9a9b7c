import { randomUUID } from 'node:crypto'
import { EngineError } from './engine-error.ts'
import type { LetterAction, LetterBatchItemRow, LetterBatchRow, LetterVersion } from './execution/letter-batch.ts'
import type { LetterActor, LetterEntryRow } from './execution/state.ts'
import type {
  CreateLetterBatch,
  DeadLetterGroup,
  DeadLetterGroupFilter,
  LetterBatchFilter,
} from './ports/dead-letter-store.ts'
import type { EventBus } from './ports/event-bus.ts'
import type { ExecutionStore } from './ports/execution-store.ts'

/** Most letters that one request may name; more go by what they have in common. */
export const MAX_CHOSEN_LETTERS = 1_000
const MAX_HISTORY = 500

export interface LetterBatchRequest {
  /** Chosen letters by their ids, or all that match: those of groups, of a workflow, of a time. */
  letters: CreateLetterBatch['letters']
  action: LetterAction
  /** Of a retry; the version that failed when absent. */
  version?: LetterVersion
  /** With `latest`: the version for each workflow; what starts use now for one that is not named. */
  versionIds?: Readonly<Record<string, string>>
  /** Of a retry: try so many first, and the rest only when all of these resolve. */
  canary?: number
  by?: LetterActor
}

interface DeadLettersOptions {
  store: ExecutionStore
  bus: EventBus
  workspaceId: string
  /** A batch was made or changed: workers of this process need not wait for their next look. */
  onChange: () => void
}

/**
 * Dead letters many at a time: groups of alike failures, and batches that workers carry on by themselves (rule 6.5).
 *
 * @example
 * ```ts
 * const [group] = await engine.deadLetters.groups({ status: ['open'] })
 * const batch = await engine.deadLetters.startBatch({
 *   action: 'retry',
 *   letters: { fingerprint: group.fingerprint },
 *   canary: 5,
 * })
 * ```
 */
export class DeadLetters {
  private readonly options: DeadLettersOptions

  constructor(options: DeadLettersOptions) {
    this.options = options
  }

  /** The same for another workspace than the engine's own. */
  inWorkspace(workspaceId: string): DeadLetters {
    return new DeadLetters({ ...this.options, workspaceId })
  }

  /** Alike failures together, the group that failed last first. */
  groups(filter: Partial<Omit<DeadLetterGroupFilter, 'workspaceId'>> = {}): Promise<DeadLetterGroup[]> {
    const { store, workspaceId } = this.options
    return store.letters.listLetterGroups({ limit: 100, ...filter, workspaceId })
  }

  /** What happened to a letter, the oldest first. @throws EngineError DEAD_LETTER_NOT_FOUND */
  async history(letterId: string): Promise<LetterEntryRow[]> {
    const { store, workspaceId } = this.options
    const letter = await store.readDeadLetter(letterId)
    if (letter?.workspaceId !== workspaceId) {
      throw new EngineError('DEAD_LETTER_NOT_FOUND', `No dead letter has the id ${JSON.stringify(letterId)}`)
    }
    return store.letters.readLetterHistory(letterId, MAX_HISTORY)
  }

  /**
   * Has the workers retry, discard or restore many letters. Returns at once; the batch goes on whoever looks.
   * @throws EngineError BAD_INPUT
   */
  async startBatch(request: LetterBatchRequest): Promise<LetterBatchRow> {
    const { action, letters, canary = null, version = 'original', versionIds = {}, by = 'program' } = request
    checkBatch(request)
    const { store, workspaceId } = this.options
    const id = randomUUID()
    const how = { action, version, versionIds, canary, by }
    const batch = await store.letters.createLetterBatch({ id, workspaceId, letters, ...how })
    this.options.onChange()
    return batch
  }

  /** @throws EngineError LETTER_BATCH_NOT_FOUND */
  async batch(id: string): Promise<LetterBatchRow> {
    const { store, workspaceId } = this.options
    const batch = await store.letters.readLetterBatch(id)
    if (batch?.workspaceId === workspaceId) return batch
    throw new EngineError('LETTER_BATCH_NOT_FOUND', `No batch of dead letters has the id ${JSON.stringify(id)}`)
  }

  /** The newest first. */
  batches(filter: Partial<Omit<LetterBatchFilter, 'workspaceId'>> = {}): Promise<LetterBatchRow[]> {
    const { store, workspaceId } = this.options
    return store.letters.listLetterBatches({ limit: 20, ...filter, workspaceId })
  }

  /** What became of each letter of a batch. @throws EngineError LETTER_BATCH_NOT_FOUND */
  async batchItems(
    id: string,
    filter: { status?: LetterBatchItemRow['status'][]; after?: number; limit: number },
  ): Promise<LetterBatchItemRow[]> {
    await this.batch(id)
    return this.options.store.letters.listBatchItems(id, filter)
  }

  /**
   * Goes on with the rest although a letter of the canary failed again.
   * @throws EngineError LETTER_BATCH_NOT_FOUND, LETTER_BATCH_NOT_STOPPED
   */
  async continueBatch(id: string): Promise<LetterBatchRow> {
    await this.batch(id)
    const change = { from: ['stopped' as const], to: 'running' as const, ended: false }
    return this.change(id, change, 'LETTER_BATCH_NOT_STOPPED', 'The batch is not stopped')
  }

  /**
   * Leaves what was not begun untouched; what was begun comes to its end.
   * @throws EngineError LETTER_BATCH_NOT_FOUND, LETTER_BATCH_ENDED
   */
  async cancelBatch(id: string): Promise<LetterBatchRow> {
    await this.batch(id)
    const from = ['collecting' as const, 'canary' as const, 'stopped' as const, 'running' as const]
    return this.change(id, { from, to: 'cancelled', ended: false }, 'LETTER_BATCH_ENDED', 'The batch has already ended')
  }

  private async change(
    id: string,
    change: Parameters<ExecutionStore['letters']['changeLetterBatch']>[1],
    code: 'LETTER_BATCH_NOT_STOPPED' | 'LETTER_BATCH_ENDED',
    refusal: string,
  ): Promise<LetterBatchRow> {
    const { store, bus, workspaceId, onChange } = this.options
    const batch = await store.letters.changeLetterBatch(id, change)
    if (!batch) throw new EngineError(code, refusal)
    onChange()
    const [item] = await store.letters.listBatchItems(id, { limit: 1 })
    if (item) bus.publish([{ executionId: item.executionId, workspaceId, seq: 0 }])
    return batch
  }
}

function checkBatch({ letters, action, canary, version }: LetterBatchRequest): void {
  const refuse = (field: string, message: string): never => {
    throw new EngineError('BAD_INPUT', message, { field })
  }
  if ('ids' in letters) {
    if (letters.ids.length === 0) refuse('letters.ids', 'Name at least one dead letter')
    if (letters.ids.length > MAX_CHOSEN_LETTERS) {
      refuse('letters.ids', `Name at most ${MAX_CHOSEN_LETTERS} dead letters, or choose them by group or workflow`)
    }
  }
  if (canary !== undefined && (!Number.isInteger(canary) || canary < 1)) {
    refuse('canary', 'A canary is a whole number of letters, at least 1')
  }
  if (action !== 'retry' && canary !== undefined) refuse('canary', 'Only a retry has a canary')
  if (action !== 'retry' && version !== undefined) refuse('version', 'Only a retry chooses a version')
}
