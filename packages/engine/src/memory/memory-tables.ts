import type { ExecutionEvent } from '@spane/realtime'
import type { AttemptRow, DeadLetterRow, ExecutionRow, NodeRunRow } from '../execution/state.ts'
import { isTerminal } from '../execution/state.ts'
import { newExecutionRow } from '../ports/begin-execution.ts'
import type { StartRequest } from '../ports/execution-store.ts'
import { InMemoryLetters } from './in-memory-letters.ts'
import { MemoryOutbox } from './memory-outbox.ts'
import { MemoryVersions, workflowKey } from './memory-versions.ts'
import { MemoryLog } from './node-logs.ts'

export interface StoredExecution {
  row: ExecutionRow
  input: string
  nodes: Map<string, NodeRunRow>
  attempts: AttemptRow[]
  logs: MemoryLog
  events: ExecutionEvent[]
  letters: Map<string, DeadLetterRow>
}

/** What the in-memory store holds, and the questions about it that decisions ask. */
export class MemoryTables {
  readonly clock: () => number
  readonly versions = new MemoryVersions()
  readonly executions = new Map<string, StoredExecution>()
  /** Children that are created when they begin. */
  readonly staged = new Map<string, StartRequest>()
  readonly outbox = new MemoryOutbox()
  readonly letters: InMemoryLetters
  /** Executions that have a concurrency key and have not ended, in the order in which they began. */
  readonly openByKey = new Map<string, Set<string>>()

  constructor(clock: () => number) {
    this.clock = clock
    this.letters = new InMemoryLetters({ clock, execution: (id) => this.executions.get(id) })
  }

  create(request: StartRequest): void {
    this.executions.set(request.executionId, {
      row: newExecutionRow(request, this.versions.get(request.versionId), this.clock()),
      input: request.input,
      nodes: new Map(),
      attempts: [],
      logs: new MemoryLog(),
      events: [],
      letters: new Map(),
    })
  }

  /** Gives reused nodes the outputs that they have in the execution in which they ran. */
  copyOutputs({ executionId, plan }: StartRequest): void {
    const nodes = this.executions.get(executionId)?.nodes
    for (const { nodeId, copyFrom } of plan?.given ?? []) {
      const source = copyFrom === null ? undefined : this.executions.get(copyFrom)?.nodes.get(nodeId)
      const row = nodes?.get(nodeId)
      if (source && row) row.output = source.output
    }
  }

  /** The executions that this one is part of, the nearest first. */
  ancestors(row: ExecutionRow): ExecutionRow[] {
    const parent = row.parent && this.executions.get(row.parent.executionId)?.row
    return parent ? [parent, ...this.ancestors(parent)] : []
  }

  openChildren(executionId: string): string[] {
    return [...this.executions.values()]
      .filter(({ row }) => row.parent?.executionId === executionId && !isTerminal(row.status))
      .map(({ row }) => row.id)
  }

  /** Counts the children of a node that have ended since it was asked last. */
  takeEnded(executionId: string, nodeId: string): { ended: number; failed: number } {
    const counts = { ended: 0, failed: 0 }
    for (const { row } of this.executions.values()) {
      const isChild = row.parent?.executionId === executionId && row.parent.nodeId === nodeId
      if (!isChild || row.parentNotified || !isTerminal(row.status)) continue
      row.parentNotified = true
      counts.ended += 1
      if (row.status !== 'completed') counts.failed += 1
    }
    return counts
  }

  /** Executions of the same workflow and key that have not ended. */
  openOfKey(row: ExecutionRow, key: string | null): ExecutionRow[] {
    const ids = key === null ? [] : (this.openByKey.get(concurrencyGroup(row, key)) ?? [])
    return [...ids].flatMap((id) => this.executions.get(id)?.row ?? [])
  }

  keepByKey(row: ExecutionRow): void {
    if (row.concurrencyKey === null) return
    const group = concurrencyGroup(row, row.concurrencyKey)
    const open = this.openByKey.get(group) ?? new Set()
    if (isTerminal(row.status)) open.delete(row.id)
    else open.add(row.id)
    if (open.size > 0) this.openByKey.set(group, open)
    else this.openByKey.delete(group)
  }
}

function concurrencyGroup({ workspaceId, workflowId }: ExecutionRow, key: string): string {
  return `${workflowKey(workspaceId, workflowId)}\u0000${key}`
}
