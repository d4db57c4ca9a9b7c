import {
  type Command,
  type CommandRequest,
  decideCommands,
  type ExecutionPatch,
  type ExecutionRow,
  isEmptyPatch,
  type LoadedRows,
  type Outcome,
  retryUpwards,
} from '@spane/engine'
import type pg from 'pg'
import { lockKey, readHeldOfKey, readRunningOfKey } from './concurrency-keys.ts'
import { decideLoading } from './decide-loading.ts'
import type { ExecutionGraphs } from './execution-graphs.ts'
import { lockExecutions } from './load-rows.ts'
import { readAncestors, readOpenDescendants } from './read-relatives.ts'
import { EXECUTION_COLUMNS, isUuid, toExecutionRow } from './row-mapping.ts'
import { inTransaction } from './transaction.ts'
import { type WrittenOutboxRow, writePatches } from './write-patches.ts'

type Retry = Extract<Command, { type: 'retryDeadLetter' }>

interface Applied {
  outcome: Outcome
  patches: ExecutionPatch[]
  outbox: WrittenOutboxRow[]
  now: number
}

/**
 * Cancelling settles what is below (rule 7.2), retrying reopens what is above (rule 6.4), and who begins under a
 * concurrency key depends on the others of it: each in one transaction.
 */
export function reachesRelatives(command: Command): boolean {
  const { type } = command
  if (type === 'begin') return command.concurrencyKey !== undefined
  return type === 'cancel' || type === 'retryDeadLetter' || type === 'admitNext' || type === 'admit'
}

export class RelativeCommands {
  private readonly pool: pg.Pool
  private readonly graphs: ExecutionGraphs

  constructor(pool: pg.Pool, graphs: ExecutionGraphs) {
    this.pool = pool
    this.graphs = graphs
  }

  async apply({ executionId, command }: CommandRequest): Promise<Applied> {
    if (!isUuid(executionId)) return notFound()
    return inTransaction(this.pool, async ({ client, commit }) => {
      const { outcome, patches, now } = await this.decideWithRelatives(client, executionId, command)
      const changed = patches.filter((patch) => !isEmptyPatch(patch))
      const written = changed.length > 0 ? writePatches(client, changed, 'locked') : undefined
      const [result] = await Promise.all([written, commit()])
      return { outcome, patches: changed, outbox: result?.outbox ?? [], now }
    })
  }

  private decideWithRelatives(
    client: pg.ClientBase,
    executionId: string,
    command: Command,
  ): Promise<Omit<Applied, 'outbox'>> {
    if (command.type === 'retryDeadLetter') return this.retry(client, executionId, command)
    if (command.type === 'admitNext') return this.admitNext(client, executionId)
    if (command.type === 'cancel') return this.cancel(client, executionId, command)
    return this.decideUnderKey(client, executionId, command)
  }

  /** Begins an execution of a key, or has one begin that waited. */
  private async decideUnderKey(
    client: pg.ClientBase,
    executionId: string,
    command: Command,
  ): Promise<Omit<Applied, 'outbox'>> {
    const group = await readGroup(client, executionId)
    const concurrencyKey = command.type === 'begin' ? (command.concurrencyKey ?? null) : group?.concurrencyKey
    if (group && typeof concurrencyKey === 'string') await lockKey(client, { ...group, concurrencyKey })
    const { now, loaded } = await this.lock(client, [executionId])
    const rows = loaded.get(executionId)
    if (!rows) return notFound()
    const { outcome, patch } = await this.decide(client, rows, command, now)
    return { outcome, patches: [patch], now }
  }

  /** Those that wait under the key of this execution begin, as many as may run. */
  private async admitNext(client: pg.ClientBase, executionId: string): Promise<Omit<Applied, 'outbox'>> {
    const group = await readGroup(client, executionId)
    if (!group) return notFound()
    await lockKey(client, group)
    const running = await readRunningOfKey(client, group)
    const held = await readHeldOfKey(client, group)
    const patches: ExecutionPatch[] = []
    const { now, loaded } = await this.lock(client, held)
    for (const id of held) {
      const rows = loaded.get(id)
      if (!rows) continue
      rows.runningOfKey = running
      const { outcome, patch } = await this.decide(client, rows, { type: 'admit' }, now)
      // Paused or cancelled since it was found.
      if (!outcome.ok && outcome.code !== 'CONCURRENCY_LIMIT') continue
      if (!outcome.ok) break
      patches.push(patch)
      running.push(id)
    }
    return { outcome: { ok: true }, patches, now }
  }

  private async cancel(
    client: pg.ClientBase,
    executionId: string,
    command: Extract<Command, { type: 'cancel' }>,
  ): Promise<Omit<Applied, 'outbox'>> {
    let ids = [executionId]
    for (;;) {
      const { now, loaded } = await this.lock(client, ids)
      // Under the lock no further child can be created; what came before it is locked by the next round.
      const below = await readOpenDescendants(client, executionId)
      if (below.some((id) => !loaded.has(id))) {
        ids = [executionId, ...below]
        continue
      }
      const patches: ExecutionPatch[] = []
      let outcome: Outcome = { ok: false, code: 'EXECUTION_NOT_FOUND' }
      for (const id of [executionId, ...below]) {
        const rows = loaded.get(id)
        if (!rows) break
        const decided = await this.decide(client, rows, id === executionId ? command : { type: 'cancel' }, now)
        if (id === executionId) outcome = decided.outcome
        if (!outcome.ok) break
        patches.push(decided.patch)
      }
      return { outcome, patches, now }
    }
  }

  private async retry(client: pg.ClientBase, executionId: string, command: Retry): Promise<Omit<Applied, 'outbox'>> {
    const above = await readAncestors(client as pg.PoolClient, executionId)
    const ids = [executionId, ...above.map((execution) => execution.id)]
    const { now, loaded } = await this.lock(client, ids)
    if (!loaded.has(executionId)) return notFound()
    const chain = ids.flatMap((id) => loaded.get(id)?.execution ?? [])
    const steps = retryUpwards(chain, command)
    const patches: ExecutionPatch[] = []
    let step = steps.next()
    while (!step.done) {
      const rows = loaded.get(step.value.executionId) as LoadedRows
      const { outcome, patch } = await this.decide(client, rows, step.value.command, now)
      if (outcome.ok) patches.push(patch)
      step = steps.next(outcome)
    }
    return { outcome: step.value, patches: step.value.ok ? patches : [], now }
  }

  private async lock(client: pg.ClientBase, executionIds: string[]) {
    const locked = await lockExecutions(client, executionIds, [])
    await this.graphs.learn([...locked.loaded.values()].map(({ execution }) => execution))
    return locked
  }

  private async decide(
    client: pg.ClientBase,
    rows: LoadedRows,
    command: Command,
    now: number,
  ): Promise<{ outcome: Outcome; patch: ExecutionPatch }> {
    const graph = this.graphs.ofExecution(rows.execution.id)
    if (!graph) throw new Error(`The graph of execution ${rows.execution.id} is not known`)
    const { outcomes, patch } = await decideLoading(client, rows, () =>
      decideCommands({ loaded: rows, graph, now, commands: [command] }),
    )
    return { outcome: outcomes[0] as Outcome, patch }
  }
}

async function readGroup(client: pg.ClientBase, executionId: string): Promise<ExecutionRow | undefined> {
  const { rows } = await client.query(`SELECT ${EXECUTION_COLUMNS} FROM execution e WHERE e.id = $1`, [executionId])
  return rows[0] && toExecutionRow(rows[0])
}

function notFound(): Applied {
  return { outcome: { ok: false, code: 'EXECUTION_NOT_FOUND' }, patches: [], outbox: [], now: 0 }
}
