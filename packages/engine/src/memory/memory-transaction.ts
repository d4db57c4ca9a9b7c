import type { Command, Outcome } from '../execution/command.ts'
import { decideCommands, isEmptyPatch, numberEvents } from '../execution/decide-commands.ts'
import { describeEnd } from '../execution/ended-execution.ts'
import { type ExecutionPatch, type LoadedRows, RowsNotLoaded } from '../execution/execution-draft.ts'
import { slotsFreedBy } from '../execution/limit-slot.ts'
import { DISPATCH_GRACE_MS } from '../execution/outbox-grace.ts'
import { retryUpwards } from '../execution/retry-upwards.ts'
import type { ExecutionRow } from '../execution/state.ts'
import { supersedeCommand } from '../execution/supersede-command.ts'
import { beginCommand } from '../ports/begin-execution.ts'
import { outboxExecutionId } from '../ports/child-execution-id.ts'
import type { Effects, StartRequest } from '../ports/execution-store.ts'
import { refusalToError } from '../refusal-to-error.ts'
import type { MemoryTables, StoredExecution } from './memory-tables.ts'

/** What one call of the in-memory store decides and writes. Nothing of it awaits, so nothing comes between. */
export class MemoryTransaction {
  private readonly tables: MemoryTables
  readonly effects: Effects = { dispatches: [], followUps: [], changed: [] }

  constructor(tables: MemoryTables) {
    this.tables = tables
  }

  /** @throws EngineError when the execution that it takes the place of may not be replaced; nothing is left behind then */
  start(request: StartRequest): void {
    this.supersede(request)
    this.tables.create(request)
    if (request.entryNodeId === undefined) return
    this.applyTo(request.executionId, [beginCommand(request, request.entryNodeId)])
    this.tables.copyOutputs(request)
  }

  /** Cancels what is below, and reopens what is above, in the same step (rules 7.2 and 6.4). */
  apply(executionId: string, command: Command): Outcome {
    if (command.type === 'cancel') {
      const outcome = this.applyTo(executionId, [command])[0] as Outcome
      if (outcome.ok) for (const child of this.tables.openChildren(executionId)) this.apply(child, { type: 'cancel' })
      return outcome
    }
    if (command.type === 'admitNext') return this.admitNext(executionId)
    const stored = this.tables.executions.get(executionId)
    if (command.type !== 'retryDeadLetter' || !stored?.row.parent) {
      return this.applyTo(executionId, [command])[0] as Outcome
    }
    return this.retryWithAncestors(stored.row, command)
  }

  /** Begins those that wait for their turn under the key of this execution, the oldest first. */
  private admitNext(executionId: string): Outcome {
    const row = this.tables.executions.get(executionId)?.row
    if (!row) return { ok: false, code: 'EXECUTION_NOT_FOUND' }
    for (const waiting of this.tables.openOfKey(row, row.concurrencyKey)) {
      if (!waiting.held || waiting.status !== 'queued') continue
      if (!this.applyTo(waiting.id, [{ type: 'admit' }])[0]?.ok) break
    }
    return { ok: true }
  }

  private retryWithAncestors(row: ExecutionRow, command: Extract<Command, { type: 'retryDeadLetter' }>): Outcome {
    const steps = retryUpwards([row, ...this.tables.ancestors(row)], command)
    const patches: ExecutionPatch[] = []
    let step = steps.next()
    while (!step.done) {
      const { outcomes, patch } = this.decide(step.value.executionId, [step.value.command])
      const outcome = outcomes[0] as Outcome
      if (outcome.ok) patches.push(patch)
      step = steps.next(outcome)
    }
    if (step.value.ok) for (const patch of patches) this.write(patch)
    return step.value
  }

  private supersede(request: StartRequest): void {
    if (!request.supersedes) return
    const { executionId } = request.supersedes
    const [outcome] = this.applyTo(executionId, [supersedeCommand(request.supersedes, request)])
    if (outcome && !outcome.ok) throw refusalToError(outcome.code, request.supersedes)
  }

  private applyTo(executionId: string, commands: Command[]): Outcome[] {
    if (!this.tables.executions.has(executionId)) {
      return commands.map(() => ({ ok: false, code: 'EXECUTION_NOT_FOUND' }))
    }
    const { outcomes, patch } = this.decide(executionId, commands)
    if (!isEmptyPatch(patch)) this.write(patch)
    return outcomes
  }

  /** Decides on an execution that exists, loading what the decision asks for. */
  private decide(executionId: string, commands: Command[]): { outcomes: Outcome[]; patch: ExecutionPatch } {
    const { tables } = this
    const { row, nodes, letters } = tables.executions.get(executionId) as StoredExecution
    const loaded: LoadedRows = {
      execution: row,
      nodes,
      allNodesLoaded: true,
      absent: new Set(),
      letters,
      endedChildren: new Map(),
    }
    const { graph } = tables.versions.get(row.versionId)
    for (;;) {
      try {
        return decideCommands({ loaded, graph, now: tables.clock(), commands })
      } catch (error) {
        if (!(error instanceof RowsNotLoaded)) throw error
        const { endedChildrenOf, runningOfKey } = error.request
        if (endedChildrenOf !== undefined)
          loaded.endedChildren.set(endedChildrenOf, tables.takeEnded(executionId, endedChildrenOf))
        else if (runningOfKey) loaded.runningOfKey = this.runningOfKey(row, commands)
        else throw error
      }
    }
  }

  /** Of the key that an execution has, or is about to get. */
  private runningOfKey(row: ExecutionRow, commands: Command[]): string[] {
    const begin = commands.find((command) => command.type === 'begin')
    const open = this.tables.openOfKey(row, row.concurrencyKey ?? begin?.concurrencyKey ?? null)
    return open.flatMap(({ id, held }) => (held ? [] : [id]))
  }

  private write(patch: ExecutionPatch): void {
    const { tables, effects } = this
    const executionId = patch.execution.id
    tables.keepByKey(patch.execution)
    const stored = tables.executions.get(executionId) as StoredExecution
    stored.row = patch.execution
    for (const row of [...patch.insertedNodes, ...patch.updatedNodes]) stored.nodes.set(row.nodeId, row)
    stored.attempts.push(...patch.attempts)
    for (const row of patch.logs) stored.logs.add(row)
    stored.events.push(...numberEvents(patch))
    const letters = [...patch.insertedLetters, ...patch.updatedLetters]
    for (const letter of letters) stored.letters.set(letter.nodeId, letter)
    tables.letters.write(letters, patch.letterEntries)
    this.writeOutbox(patch)
    const freed = slotsFreedBy(patch)
    if (freed.length > 0) effects.freedSlots = [...(effects.freedSlots ?? []), ...freed]
    const { workspaceId, eventSeq, status } = patch.execution
    const ended = describeEnd(patch)
    if (patch.events.length > 0)
      effects.changed.push({ executionId, workspaceId, seq: eventSeq, status, ...(ended && { ended }) })
  }

  private writeOutbox(patch: ExecutionPatch): void {
    const { tables, effects } = this
    const now = tables.clock()
    if (patch.clearOutbox) tables.outbox.clear(patch.execution.id)
    for (const entry of patch.outbox) {
      const { nodeId, kind, at } = entry
      const executionId = outboxExecutionId(entry)
      const child = kind === 'begin' ? tables.staged.get(executionId) : undefined
      if (child) {
        tables.staged.delete(executionId)
        tables.create(child)
      }
      const isTimer = kind === 'wake' || kind === 'timeout'
      const availableAt = isTimer ? at : now + DISPATCH_GRACE_MS
      const outboxId = tables.outbox.add({ executionId, nodeId, kind, availableAt })
      if (kind === 'dispatch')
        effects.dispatches.push({ outboxId, executionId, nodeId, priority: patch.execution.priority })
      else if (isTimer)
        effects.nextWakeInMs = Math.min(effects.nextWakeInMs ?? Number.POSITIVE_INFINITY, Math.max(0, at - now))
      else effects.followUps.push({ outboxId, executionId, nodeId, kind })
    }
  }
}
