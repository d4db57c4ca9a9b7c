import {
  type Command,
  type CommandRequest,
  decideCommands,
  type Effects,
  type ExecutionPatch,
  isEmptyPatch,
  type LoadedRows,
  nodesNeededBy,
  type Outcome,
  RowsNotLoaded,
  type StoreOutcome,
} from '@spane/engine'
import type pg from 'pg'
import type { DatabaseClock } from './database-clock.ts'
import { decideLoading } from './decide-loading.ts'
import { effectsOf, mergeEffects, noEffects } from './effects.ts'
import type { ExecutionCache } from './execution-cache.ts'
import type { ExecutionGraphs } from './execution-graphs.ts'
import { loadAllNodes, loadNodes, lockExecutions, type NodeKey } from './load-rows.ts'
import { isUuid } from './row-mapping.ts'
import { inTransaction, isStatementError } from './transaction.ts'
import { isOneStatement, writePatches } from './write-patches.ts'

interface Applied {
  outcomes: StoreOutcome[]
  effects: Effects
}

type Indexed = CommandRequest & { index: number }
type Groups = Map<string, Indexed[]>

/** An execution with no more stored node runs than this is read as a whole: then it is known to the end. */
const READ_WHOLE = 500

/**
 * Applies batches of commands, in one of two ways an execution:
 *
 * remembered: decided on the rows as this process left them, and written by one statement that is a transaction by itself,
 * provided that nobody has changed the execution meanwhile. Nothing is read and nothing locked beforehand.
 *
 * locked: when the rows are not known, were not current, or when a command does not apply to them: the execution is locked,
 * read and decided on in a transaction. Only this way a command is refused.
 */
export class CommandBatches {
  private readonly pool: pg.Pool
  private readonly graphs: ExecutionGraphs
  private readonly cache: ExecutionCache
  private readonly clock: DatabaseClock

  constructor(options: { pool: pg.Pool; graphs: ExecutionGraphs; cache: ExecutionCache; clock: DatabaseClock }) {
    this.pool = options.pool
    this.graphs = options.graphs
    this.cache = options.cache
    this.clock = options.clock
  }

  /** One outcome a command. A command that fails by itself never fails the others. */
  async apply(batch: CommandRequest[]): Promise<Applied> {
    const answer: Applied = {
      outcomes: batch.map(() => ({ ok: false, code: 'EXECUTION_NOT_FOUND' })),
      effects: noEffects(),
    }
    const { remembered, rest } = this.decideRemembered(groupByExecution(batch))
    const [missed] = await Promise.all([
      remembered.length > 0 ? this.writeRemembered(remembered, answer) : new Map(),
      rest.size > 0 ? this.applyLocked(rest, answer) : undefined,
    ])
    if (missed.size > 0) await this.applyLocked(missed, answer)
    return answer
  }

  private decideRemembered(groups: Groups): { remembered: Remembered[]; rest: Groups } {
    const now = this.clock.now()
    const remembered: Remembered[] = []
    const rest: Groups = new Map()
    for (const [executionId, requests] of groups) {
      const decided = now === undefined ? undefined : this.decideOnMemory(executionId, requests, now)
      if (decided) remembered.push(decided)
      else rest.set(executionId, requests)
    }
    return { remembered, rest }
  }

  private decideOnMemory(executionId: string, requests: Indexed[], now: number): Remembered | undefined {
    const known = this.cache.get(executionId)
    const graph = this.graphs.ofExecution(executionId)
    if (!known || !graph || requests.some(({ command }) => READS_LEASES.has(command.type))) return undefined
    const commands = requests.map(({ command }) => command)
    try {
      const decided = decideCommands({ loaded: known.rows, graph, now: Math.max(now, known.at), commands })
      if (
        isEmptyPatch(decided.patch) ||
        !isOneStatement(decided.patch) ||
        decided.outcomes.some((outcome) => !outcome.ok)
      )
        return undefined
      return { requests, ...decided }
    } catch (error) {
      if (error instanceof RowsNotLoaded) return undefined
      throw error
    }
  }

  /** Returns what was not written because the execution had changed. */
  private async writeRemembered(remembered: Remembered[], answer: Applied): Promise<Groups> {
    remembered.sort((a, b) => (a.patch.execution.id < b.patch.execution.id ? -1 : 1))
    const patches = remembered.map(({ patch }) => patch)
    const missed: Groups = new Map()
    try {
      const { outbox, missing } = await writePatches(this.pool, patches, 'guarded')
      const gone = new Set(missing)
      for (const { requests, outcomes, patch } of remembered) {
        const { id } = patch.execution
        if (gone.has(id)) {
          this.cache.forget(id)
          missed.set(id, requests)
          continue
        }
        this.cache.remember(patch)
        for (const [position, { index }] of requests.entries()) answer.outcomes[index] = outcomes[position] as Outcome
      }
      const written = gone.size > 0 ? patches.filter(({ execution }) => !gone.has(execution.id)) : patches
      mergeEffects(answer.effects, effectsOf(written, outbox, patches[0]?.at ?? 0))
    } catch (error) {
      for (const { requests, patch } of remembered) {
        this.cache.forget(patch.execution.id)
        missed.set(patch.execution.id, requests)
      }
      // The connection is gone, and perhaps the statement took effect. Any other error is one of a single execution.
      if (!isStatementError(error)) throw error
    }
    return missed
  }

  private async applyLocked(groups: Groups, answer: Applied): Promise<void> {
    try {
      await this.applyTogether(groups, answer)
    } catch (error) {
      if (!isStatementError(error) && (error as { code?: unknown }).code !== undefined) throw error
      if (groups.size > 1) {
        for (const group of groups) await this.applyLocked(new Map([group]), answer)
        return
      }
      for (const { index } of [...groups.values()].flat())
        answer.outcomes[index] = { ok: false, code: 'STORE_ERROR', error: error as Error }
    }
  }

  private async applyTogether(groups: Groups, answer: Applied): Promise<void> {
    const applied = await inTransaction(this.pool, async ({ client, commit }) => {
      const known = this.neededNodes([...groups.keys()], groups)
      const { now, loaded } = await lockExecutions(client, [...groups.keys()], known)
      this.clock.observe(now)
      const unread = [...loaded].filter(([, rows]) => rows.nodes.size === 0)
      await this.graphs.learn([...loaded.values()].map(({ execution }) => execution))
      await this.readNodes(
        client,
        loaded,
        unread.map(([id]) => id),
        groups,
      )
      const decided: { index: number; outcome: Outcome }[] = []
      const patches: ExecutionPatch[] = []
      for (const [executionId, rows] of loaded) {
        const requests = groups.get(executionId) ?? []
        const graph = this.graphs.ofExecution(executionId)
        if (!graph) continue
        const commands = requests.map((request) => request.command)
        const { outcomes, patch } = await decideLoading(client, rows, () =>
          decideCommands({ loaded: rows, graph, now, commands }),
        )
        for (const [position, { index }] of requests.entries())
          decided.push({ index, outcome: outcomes[position] as Outcome })
        if (!isEmptyPatch(patch)) patches.push(patch)
      }
      const writing = patches.length > 0 ? writePatches(client, patches, 'locked') : undefined
      const [written] = await Promise.all([writing, commit()])
      return { decided, patches, outbox: written?.outbox ?? [], now }
    })
    for (const { index, outcome } of applied.decided) answer.outcomes[index] = outcome
    for (const patch of applied.patches) this.cache.remember(patch)
    mergeEffects(answer.effects, effectsOf(applied.patches, applied.outbox, applied.now))
  }

  /** Reads executions as a whole that have few rows yet, so that the next decisions need not read at all. */
  private async readNodes(
    client: pg.ClientBase,
    loaded: Map<string, LoadedRows>,
    unread: string[],
    groups: Groups,
  ): Promise<void> {
    const whole: string[] = []
    const inPart: string[] = []
    for (const id of unread) {
      const { execution, allNodesLoaded } = loaded.get(id) as LoadedRows
      const nodes = this.graphs.ofExecution(id)?.nodes.size ?? 0
      const pending = execution.openCount - execution.activeCount
      if (allNodesLoaded) continue
      if (nodes - pending <= READ_WHOLE) whole.push(id)
      else inPart.push(id)
    }
    await Promise.all([
      loadAllNodes(client, loaded, whole),
      loadNodes(client, loaded, this.neededNodes(inPart, groups)),
    ])
  }

  /** The nodes that commands are sure to need, of executions whose graph is at hand. */
  private neededNodes(executionIds: readonly string[], groups: Groups): NodeKey[] {
    return executionIds.flatMap((executionId) => {
      const graph = this.graphs.ofExecution(executionId)
      // Those that are small are read as a whole, once their lock is held.
      if (!graph || graph.nodes.size <= READ_WHOLE) return []
      const nodeIds = new Set((groups.get(executionId) ?? []).flatMap(({ command }) => nodesNeededBy(graph, command)))
      return [...nodeIds].map((nodeId) => ({ executionId, nodeId }))
    })
  }
}

/** Leases are renewed by a statement of their own, which this process may not know of. */
const READS_LEASES: ReadonlySet<Command['type']> = new Set(['expire'])

interface Remembered {
  requests: Indexed[]
  outcomes: Outcome[]
  patch: ExecutionPatch
}

/** What is not a UUID names no execution and is left out. */
function groupByExecution(batch: CommandRequest[]): Groups {
  const groups: Groups = new Map()
  batch.forEach((request, index) => {
    if (!isUuid(request.executionId)) return
    const key = request.executionId.toLowerCase()
    const group = groups.get(key)
    if (group) group.push({ ...request, index })
    else groups.set(key, [{ ...request, index }])
  })
  return groups
}
