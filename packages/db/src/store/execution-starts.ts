import {
  decideCommands,
  type ExecutionPatch,
  parentEnded,
  refusalToError,
  type StartOutcome,
  type StartRequest,
  supersedeCommand,
} from '@spane/engine'
import type pg from 'pg'
import { lockKey, readRunningOfKey } from './concurrency-keys.ts'
import { copyGivenResults, lockCopySources } from './copy-given-results.ts'
import { beginCreation, outcomesOf, standsAlone } from './create-executions.ts'
import type { DatabaseClock } from './database-clock.ts'
import { decideLoading } from './decide-loading.ts'
import { effectsOf, mergeEffects, noEffects } from './effects.ts'
import type { ExecutionGraphs } from './execution-graphs.ts'
import { lockExecutions } from './load-rows.ts'
import { lockOpenParents } from './read-relatives.ts'
import { inTransaction } from './transaction.ts'
import type { VersionStore } from './version-store.ts'
import { type Creation, writeCreations, writePatches } from './write-patches.ts'

interface ExecutionStartsOptions {
  pool: pg.Pool
  versions: VersionStore
  graphs: ExecutionGraphs
  clock: DatabaseClock
}

/** Creates and begins executions, many at once where they depend on nothing else. */
export class ExecutionStarts {
  private readonly options: ExecutionStartsOptions

  constructor(options: ExecutionStartsOptions) {
    this.options = options
  }

  /** Who begins under a concurrency key depends on the others of it: such starts go one after the other. */
  async start(batch: StartRequest[]) {
    const isKeyed = ({ concurrencyKey }: StartRequest) => concurrencyKey !== undefined
    if (!batch.some(isKeyed)) return this.startTogether(batch)
    const outcomes: StartOutcome[] = []
    const effects = noEffects()
    const plain = [...batch.keys()].filter((index) => !isKeyed(batch[index] as StartRequest))
    const keyed = [...batch.keys()].filter((index) => isKeyed(batch[index] as StartRequest))
    for (const indexes of [plain, ...keyed.map((index) => [index])]) {
      if (indexes.length === 0) continue
      const started = await this.startTogether(indexes.map((index) => batch[index] as StartRequest))
      for (const [position, index] of indexes.entries()) outcomes[index] = started.outcomes[position] as StartOutcome
      mergeEffects(effects, started.effects)
    }
    return { outcomes, effects }
  }

  /** One start with a concurrency key, or any number without. */
  private async startTogether(batch: StartRequest[]) {
    const { pool, clock } = this.options
    const versions = await Promise.all(batch.map((request) => this.options.versions.get(request.versionId)))
    const begin = (now: number, runningOfKey?: string[]) =>
      batch.map((request, index): Creation => {
        const version = versions[index]
        if (!version) throw new Error(`No workflow version has the id ${request.versionId}`)
        return beginCreation(request, version, { now, runningOfKey })
      })
    const now = await clock.read(pool)
    // One statement is a transaction by itself; what depends on other executions has to lock them first.
    if (batch.every(standsAlone)) return this.create(pool, begin(now))
    return inTransaction(pool, async ({ client }) => {
      const keyed = batch.find((request) => request.concurrencyKey !== undefined)
      const version = versions[0]
      const group = keyed && version && { ...version, concurrencyKey: keyed.concurrencyKey ?? null }
      if (group) await lockKey(client, group)
      const runningOfKey = group && (await readRunningOfKey(client, group))
      const openParents = await lockOpenParents(client, batch)
      const orphan = batch.find(({ parent }) => parent && !openParents.has(parent.executionId))
      if (orphan) throw parentEnded(orphan)
      await lockCopySources(client, batch)
      const superseded = await this.supersede(client, batch)
      const created = await this.create(client, begin(now, runningOfKey))
      const copied = batch.filter((_, index) => created.begun.has(index))
      await copyGivenResults(client, copied)
      if (superseded.length === 0) return created
      const { outbox } = await writePatches(client, superseded, 'locked')
      mergeEffects(created.effects, effectsOf(superseded, outbox, now))
      return created
    })
  }

  private async create(client: Pick<pg.ClientBase, 'query'>, creations: Creation[]) {
    const { outbox, missing } = await writeCreations(client, creations)
    const outcomes = await outcomesOf(client, creations, new Set(missing))
    const patches = creations.flatMap(({ patch }, index) => (patch && outcomes[index]?.created ? [patch] : []))
    // One that is left out, because others of its key run, has no nodes.
    const begun = creations.flatMap(({ execution }, index) =>
      outcomes[index]?.created && execution.reason === null ? [index] : [],
    )
    const effects = effectsOf(patches, outbox, creations[0]?.execution.createdAt ?? 0)
    return { outcomes, effects, begun: new Set(begun) }
  }

  /** Resolves the dead letters in whose place executions are started; a refusal takes the whole start back. */
  private async supersede(client: pg.ClientBase, batch: StartRequest[]): Promise<ExecutionPatch[]> {
    const starts = batch.flatMap((request) => (request.supersedes ? [{ request, letter: request.supersedes }] : []))
    if (starts.length === 0) return []
    const { graphs } = this.options
    const ids = starts.map(({ letter }) => letter.executionId)
    const { now, loaded } = await lockExecutions(client, ids, [])
    await graphs.learn([...loaded.values()].map(({ execution }) => execution))
    const patches: ExecutionPatch[] = []
    for (const { request, letter } of starts) {
      const rows = loaded.get(letter.executionId)
      const graph = graphs.ofExecution(letter.executionId)
      if (!rows || !graph) throw refusalToError('EXECUTION_NOT_FOUND', letter)
      const commands = [supersedeCommand(letter, request)]
      const decided = await decideLoading(client, rows, () => decideCommands({ loaded: rows, graph, now, commands }))
      const [outcome] = decided.outcomes
      if (outcome && !outcome.ok) throw refusalToError(outcome.code, letter)
      patches.push(decided.patch)
    }
    return patches
  }
}
