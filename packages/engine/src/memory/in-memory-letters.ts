import {
  decideItemEnd,
  type LetterAction,
  type LetterBatchItemRow,
  type LetterBatchRow,
} from '../execution/letter-batch.ts'
import type { DeadLetterRow, DeadLetterStatus, ExecutionRow, LetterEntryRow, NodeRunRow } from '../execution/state.ts'
import type {
  CreateLetterBatch,
  DeadLetterFilter,
  DeadLetterGroup,
  DeadLetterGroupFilter,
  DeadLetterStore,
  LetterBatchResult,
} from '../ports/dead-letter-store.ts'

interface StoredBatch {
  row: LetterBatchRow
  items: LetterBatchItemRow[]
  hiddenUntil: number
}

interface Lookup {
  clock: () => number
  execution(id: string): { row: ExecutionRow; nodes: ReadonlyMap<string, NodeRunRow> } | undefined
}

/** The dead letters of the in-memory store: everything is a walk over maps. */
export class InMemoryLetters implements DeadLetterStore {
  private readonly lookup: Lookup
  private readonly letters = new Map<string, DeadLetterRow>()
  private readonly entries = new Map<string, LetterEntryRow[]>()
  private readonly batches = new Map<string, StoredBatch>()

  constructor(lookup: Lookup) {
    this.lookup = lookup
  }

  write(letters: readonly DeadLetterRow[], entries: readonly LetterEntryRow[]): void {
    for (const letter of letters) this.letters.set(letter.id, letter)
    for (const entry of entries) this.entries.set(entry.letterId, [...(this.entries.get(entry.letterId) ?? []), entry])
  }

  list(filter: DeadLetterFilter): DeadLetterRow[] {
    return this.matching(filter).slice(0, filter.limit)
  }

  read(id: string): DeadLetterRow | undefined {
    return this.letters.get(id)
  }

  async readLetterHistory(letterId: string, limit: number): Promise<LetterEntryRow[]> {
    return (this.entries.get(letterId) ?? []).slice(-limit)
  }

  async listLetterGroups(filter: DeadLetterGroupFilter): Promise<DeadLetterGroup[]> {
    const groups = new Map<string, DeadLetterGroup>()
    for (const letter of this.matching({ workspaceId: filter.workspaceId })) {
      const known = groups.get(letter.fingerprint)
      const group = known ?? groupOf(letter)
      group.counts[letter.status] += 1
      group.firstFailedAt = Math.min(group.firstFailedAt, letter.createdAt)
      groups.set(letter.fingerprint, group)
    }
    const { before } = filter
    return [...groups.values()]
      .filter((group) => matchesGroup(group, filter))
      .sort((a, b) => b.lastFailedAt - a.lastFailedAt || (a.fingerprint < b.fingerprint ? 1 : -1))
      .filter(
        ({ lastFailedAt, fingerprint }) =>
          !before ||
          lastFailedAt < before.lastFailedAt ||
          (lastFailedAt === before.lastFailedAt && fingerprint < before.fingerprint),
      )
      .slice(0, filter.limit)
  }

  async createLetterBatch(request: CreateLetterBatch): Promise<LetterBatchRow> {
    const known = this.batches.get(request.id)
    if (known) return copy(known.row)
    const { id, workspaceId, letters } = request
    const found =
      'ids' in letters
        ? [...new Set(letters.ids)].flatMap((letterId) => this.letters.get(letterId) ?? [])
        : this.matching({ ...letters, workspaceId, status: actionableIn(request.action) })
    const items = found
      .filter((letter) => letter.workspaceId === workspaceId)
      .map((letter, index): LetterBatchItemRow => {
        const { id: letterId, executionId, nodeId } = letter
        const nothing = { errorCode: null, errorMessage: null, successorId: null }
        return { batchId: id, position: index + 1, letterId, executionId, nodeId, status: 'waiting', ...nothing }
      })
    const now = this.lookup.clock()
    const row: LetterBatchRow = {
      id,
      workspaceId,
      action: request.action,
      version: request.version,
      versionIds: request.versionIds ?? {},
      canary: request.canary,
      by: request.by,
      fingerprint: fingerprintOf(letters),
      status: request.canary === null ? 'running' : 'canary',
      counts: { waiting: items.length, acting: 0, done: 0, failed: 0, refused: 0 },
      createdAt: now,
      updatedAt: now,
      endedAt: null,
    }
    this.batches.set(id, { row, items, hiddenUntil: 0 })
    return copy(row)
  }

  async collectLetterBatch(id: string): Promise<LetterBatchRow | undefined> {
    return this.readLetterBatch(id)
  }

  async takeLetterBatch(hideMs: number): Promise<LetterBatchRow | undefined> {
    const now = this.lookup.clock()
    for (const batch of this.batches.values()) {
      if (batch.row.endedAt !== null || batch.row.status === 'stopped' || batch.hiddenUntil > now) continue
      batch.hiddenUntil = now + hideMs
      return copy(batch.row)
    }
    return undefined
  }

  async releaseLetterBatch(id: string): Promise<void> {
    const batch = this.batches.get(id)
    if (batch) batch.hiddenUntil = 0
  }

  async readWaitingItems(id: string, limit: number): Promise<LetterBatchItemRow[]> {
    return this.listBatchItems(id, { status: ['waiting'], limit })
  }

  async recordBatchResults(id: string, results: LetterBatchResult[]): Promise<void> {
    const batch = this.batches.get(id)
    for (const { letterId, status, ...more } of results) {
      const item = batch?.items.find((candidate) => candidate.letterId === letterId)
      if (batch && item?.status === 'waiting') this.end(batch, item, { status, ...more })
    }
  }

  async settleLetterBatch(id: string): Promise<LetterBatchItemRow[]> {
    const batch = this.batches.get(id)
    const acting = batch?.items.filter((item) => item.status === 'acting') ?? []
    return acting.flatMap((item) => {
      const successor = item.successorId === null ? undefined : this.lookup.execution(item.successorId)
      const end = decideItemEnd({
        batchId: id,
        letter: this.letters.get(item.letterId),
        executionStatus: this.lookup.execution(item.executionId)?.row.status,
        ...(item.successorId !== null && {
          successor: { status: successor?.row.status, node: successor?.nodes.get(item.nodeId) },
        }),
      })
      if (!batch || !end) return []
      this.end(batch, item, end)
      return [{ ...item }]
    })
  }

  async changeLetterBatch(id: string, change: Parameters<DeadLetterStore['changeLetterBatch']>[1]) {
    const batch = this.batches.get(id)
    if (!batch || batch.row.endedAt !== null || !change.from.includes(batch.row.status)) return undefined
    const now = this.lookup.clock()
    Object.assign(batch.row, { status: change.to, updatedAt: now, endedAt: change.ended ? now : null })
    batch.hiddenUntil = 0
    return copy(batch.row)
  }

  async readLetterBatch(id: string): Promise<LetterBatchRow | undefined> {
    const batch = this.batches.get(id)
    return batch && copy(batch.row)
  }

  async listLetterBatches(filter: Parameters<DeadLetterStore['listLetterBatches']>[0]): Promise<LetterBatchRow[]> {
    const { before } = filter
    return [...this.batches.values()]
      .map(({ row }) => copy(row))
      .filter((row) => row.workspaceId === filter.workspaceId && (!filter.open || row.endedAt === null))
      .filter((row) => filter.fingerprint === undefined || row.fingerprint === filter.fingerprint)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
      .filter((row) => !before || isBefore(row.createdAt, row.id, before.createdAt, before.id))
      .slice(0, filter.limit)
  }

  async listBatchItems(id: string, filter: Parameters<DeadLetterStore['listBatchItems']>[1]) {
    return (this.batches.get(id)?.items ?? [])
      .filter((item) => !filter.status || filter.status.includes(item.status))
      .filter((item) => item.position > (filter.after ?? 0))
      .slice(0, filter.limit)
      .map((item) => ({ ...item }))
  }

  private end(batch: StoredBatch, item: LetterBatchItemRow, result: Omit<LetterBatchResult, 'letterId'>): void {
    batch.row.counts[item.status] -= 1
    batch.row.counts[result.status] += 1
    batch.row.updatedAt = this.lookup.clock()
    Object.assign(item, result)
  }

  private matching(filter: Omit<DeadLetterFilter, 'limit'>): DeadLetterRow[] {
    const statuses = filter.status === undefined ? undefined : [filter.status].flat()
    const groups = filter.fingerprint === undefined ? undefined : [filter.fingerprint].flat()
    const { before, since, until, workflowId } = filter
    return [...this.letters.values()]
      .filter((letter) => letter.workspaceId === filter.workspaceId)
      .filter((letter) => !statuses || statuses.includes(letter.status))
      .filter((letter) => !groups || groups.includes(letter.fingerprint))
      .filter((letter) => workflowId === undefined || letter.workflowId === workflowId)
      .filter(({ failedAt }) => failedAt >= (since ?? 0) && failedAt < (until ?? Number.POSITIVE_INFINITY))
      .sort((a, b) => b.failedAt - a.failedAt || (a.id < b.id ? 1 : -1))
      .filter((letter) => !before || isBefore(letter.failedAt, letter.id, before.failedAt, before.id))
  }
}

/** The letters on which an action can be tried. */
export function actionableIn(action: LetterAction): DeadLetterStatus {
  return action === 'restore' ? 'discarded' : 'open'
}

/** The one group of which a batch was made, if it was. */
export function fingerprintOf(letters: CreateLetterBatch['letters']): string | null {
  if ('ids' in letters || letters.fingerprint === undefined) return null
  const groups = [letters.fingerprint].flat()
  return groups.length === 1 ? (groups[0] ?? null) : null
}

function isBefore(time: number, id: string, keyTime: number, keyId: string): boolean {
  return time < keyTime || (time === keyTime && id < keyId)
}

function copy(row: LetterBatchRow): LetterBatchRow {
  return { ...row, counts: { ...row.counts } }
}

function groupOf(letter: DeadLetterRow): DeadLetterGroup {
  const { fingerprint, workspaceId, workflowId, nodeId, errorCode, errorMessage } = letter
  return {
    fingerprint,
    workspaceId,
    workflowId,
    nodeId,
    errorCode,
    errorMessage,
    counts: { open: 0, retrying: 0, resolved: 0, discarded: 0, void: 0 },
    firstFailedAt: letter.createdAt,
    lastFailedAt: letter.failedAt,
  }
}

function matchesGroup(group: DeadLetterGroup, filter: DeadLetterGroupFilter): boolean {
  const statuses = filter.status === undefined ? undefined : [filter.status].flat()
  const text = filter.text?.toLowerCase()
  return (
    (!statuses || statuses.some((status) => group.counts[status] > 0)) &&
    (filter.workflowId === undefined || group.workflowId === filter.workflowId) &&
    (!filter.fingerprint || filter.fingerprint.includes(group.fingerprint)) &&
    (filter.errorCode === undefined || group.errorCode === filter.errorCode) &&
    group.lastFailedAt >= (filter.since ?? 0) &&
    (text === undefined ||
      [group.errorMessage, group.errorCode, group.nodeId].some((part) => part.toLowerCase().includes(text)))
  )
}
