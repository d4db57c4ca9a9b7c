import { EngineError } from '../engine-error.ts'
import type { Command } from '../execution/command.ts'
import type { ExecutionRow } from '../execution/state.ts'
import type { StartRequest, WorkflowVersion } from './execution-store.ts'

// What every store makes of a request to start.

/** How an execution begins that is begun with its start. */
export function beginCommand(request: StartRequest, entryNodeId: string): Command {
  const { concurrencyKey, priority, plan, supersedes } = request
  return {
    type: 'begin',
    entryNodeId,
    ...(plan && { plan }),
    ...(concurrencyKey !== undefined && { concurrencyKey }),
    ...(priority !== undefined && { priority }),
    ...(supersedes && { atOnce: true }),
  }
}

/** An execution that was created and not begun. */
export function newExecutionRow(request: StartRequest, version: WorkflowVersion, now: number): ExecutionRow {
  return {
    id: request.executionId,
    workspaceId: version.workspaceId,
    workflowId: version.workflowId,
    versionId: version.id,
    status: 'queued',
    entryNodeId: null,
    halted: false,
    openCount: 0,
    activeCount: 0,
    runningCount: 0,
    unhandledFailures: 0,
    eventSeq: 0,
    revision: 0,
    origin: request.origin ?? null,
    trace: request.trace ?? null,
    parent: request.parent
      ? { executionId: request.parent.executionId, nodeId: request.parent.nodeId, index: request.parent.index }
      : null,
    depth: request.parent?.depth ?? 0,
    parentNotified: false,
    createdAt: now,
    startedAt: null,
    endedAt: null,
    concurrencyKey: null,
    held: false,
    priority: request.priority ?? 0,
    deadlineAt: null,
    pausedAt: null,
    reason: null,
  }
}

/** A child is not created below an execution that has ended: nobody would begin it. */
export function parentEnded(request: StartRequest): EngineError {
  return new EngineError('EXECUTION_ENDED', `The execution ${request.parent?.executionId} has already ended`)
}

/** The executions whose outputs this start copies. */
export function copySourcesOf({ plan }: StartRequest): string[] {
  return [...new Set(plan?.given.flatMap(({ copyFrom }) => copyFrom ?? []))]
}

/** The execution whose results were to be reused was removed meanwhile. */
export function sourceGone(executionId: string): EngineError {
  return new EngineError(
    'EXECUTION_NOT_FOUND',
    `The execution ${executionId}, whose results were to be reused, is gone`,
  )
}
