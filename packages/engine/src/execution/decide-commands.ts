import type { ExecutionEvent } from '@spane/realtime'
import type { WorkflowGraph } from '@spane/workflow'
import { applyCommand } from './apply-command.ts'
import type { Command, Outcome } from './command.ts'
import { ExecutionDraft, type ExecutionPatch, type LoadedRows } from './execution-draft.ts'

/**
 * Applies the commands of one execution in order and returns what became of each and the patch to write.
 * @throws RowsNotLoaded when rows are missing: load them and call again, nothing has changed
 */
export function decideCommands(request: {
  loaded: LoadedRows
  graph: WorkflowGraph
  now: number
  commands: readonly Command[]
}): { outcomes: Outcome[]; patch: ExecutionPatch } {
  const draft = new ExecutionDraft(request)
  const outcomes = request.commands.map((command) => applyCommand(draft, command))
  return { outcomes, patch: draft.toPatch() }
}

/** The nodes that a command is sure to need, so that a store loads them in its first read. */
export function nodesNeededBy(graph: WorkflowGraph, command: Command): string[] {
  if (!('nodeId' in command)) return []
  if (command.type !== 'complete' && command.type !== 'fail') return [command.nodeId]
  return [command.nodeId, ...(graph.outgoing.get(command.nodeId) ?? []).map((edge) => edge.target)]
}

/** Whether a patch holds anything to write. */
export function isEmptyPatch(patch: ExecutionPatch): boolean {
  return (
    patch.events.length === 0 &&
    patch.updatedNodes.length === 0 &&
    patch.insertedNodes.length === 0 &&
    patch.updatedLetters.length === 0 &&
    patch.outbox.length === 0
  )
}

/** The events of a patch with their numbers and time (rule 10.1). */
export function numberEvents({ events, execution, at }: ExecutionPatch): ExecutionEvent[] {
  const first = execution.eventSeq - events.length + 1
  const time = new Date(at).toISOString()
  return events.map((event, index) => ({ ...event, seq: first + index, at: time }) as ExecutionEvent)
}
