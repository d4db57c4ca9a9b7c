import {
  type Command,
  type CommandRequest,
  decideCommands,
  type ExecutionPatch,
  isEmptyPatch,
  type LoadedRows,
  type Outcome,
  retryUpwards,
} from '@spane/engine'
import type pg from 'pg'
import { decideLoading } from './decide-loading.ts'
import type { ExecutionGraphs } from './execution-graphs.ts'
import { lockExecutions } from './load-rows.ts'
import { readAncestors, readOpenDescendants } from './read-relatives.ts'
import { isUuid } from './row-mapping.ts'
import { inTransaction } from './transaction.ts'
import { type WrittenOutboxRow, writePatches } from './write-patches.ts'

type Retry = Extract<Command, { type: 'retryDeadLetter' }>

interface Applied {
  outcome: Outcome
  patches: ExecutionPatch[]
  outbox: WrittenOutboxRow[]
  now: number
}

/** Cancelling settles what is below (rule 7.2), retrying reopens what is above (rule 6.4): each in one transaction. */
export function reachesRelatives(command: Command): boolean {
  return command.type === 'cancel' || command.type === 'retryDeadLetter'
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
      const decided =
        command.type === 'retryDeadLetter' ? this.retry(client, executionId, command) : this.cancel(client, executionId)
      const { outcome, patches, now } = await decided
      const changed = patches.filter((patch) => !isEmptyPatch(patch))
      const written = changed.length > 0 ? writePatches(client, changed) : []
      const [outbox] = await Promise.all([written, commit()])
      return { outcome, patches: changed, outbox, now }
    })
  }

  private async cancel(client: pg.ClientBase, executionId: string): Promise<Omit<Applied, 'outbox'>> {
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
        const decided = await this.decide(client, rows, { type: 'cancel' }, now)
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

function notFound(): Applied {
  return { outcome: { ok: false, code: 'EXECUTION_NOT_FOUND' }, patches: [], outbox: [], now: 0 }
}
