import type {
  AttemptRow,
  DeadLetterGroup,
  DeadLetterRow,
  ExecutionRow,
  LetterBatchItemRow,
  LetterBatchRow,
  LetterEntryRow,
  NodeRunRow,
} from '@spane/engine'

/** Rows as node-postgres reads them: timestamps are dates, everything else is what it says. */
type Raw = Record<string, unknown>

const time = (value: unknown): number | null => (value instanceof Date ? value.getTime() : null)
const mustTime = (value: unknown): number => (value as Date).getTime()

export const EXECUTION_COLUMNS = `e.id, e.workspace_id, e.workflow_id, e.version_id, e.status, e.entry_node_id, e.halted,
  e.open_count, e.active_count, e.running_count, e.unhandled_failures, e.event_seq, e.revision, e.created_at, e.started_at,
  e.ended_at,
  e.parent_execution_id, e.parent_node_id, e.item_index, e.depth, e.parent_notified, e.origin, e.trace, e.concurrency_key,
  e.held, e.priority, e.deadline_at, e.paused_at, e.reason`

export function toExecutionRow(raw: Raw): ExecutionRow {
  return {
    id: raw.id as string,
    workspaceId: raw.workspace_id as string,
    workflowId: raw.workflow_id as string,
    versionId: raw.version_id as string,
    status: raw.status as ExecutionRow['status'],
    entryNodeId: raw.entry_node_id as string | null,
    halted: raw.halted as boolean,
    openCount: raw.open_count as number,
    activeCount: raw.active_count as number,
    runningCount: raw.running_count as number,
    unhandledFailures: raw.unhandled_failures as number,
    eventSeq: raw.event_seq as number,
    revision: raw.revision as number,
    origin: raw.origin === null ? null : (JSON.parse(raw.origin as string) as ExecutionRow['origin']),
    parent:
      raw.parent_execution_id === null
        ? null
        : {
            executionId: raw.parent_execution_id as string,
            nodeId: raw.parent_node_id as string,
            index: raw.item_index as number,
          },
    depth: raw.depth as number,
    trace: raw.trace as string | null,
    parentNotified: raw.parent_notified as boolean,
    createdAt: mustTime(raw.created_at),
    startedAt: time(raw.started_at),
    endedAt: time(raw.ended_at),
    concurrencyKey: raw.concurrency_key as string | null,
    held: raw.held as boolean,
    priority: raw.priority as number,
    deadlineAt: time(raw.deadline_at),
    pausedAt: time(raw.paused_at),
    reason: raw.reason as ExecutionRow['reason'],
  }
}

/** Without `output`, which may be large and which no decision reads. */
export const NODE_RUN_COLUMNS = `n.execution_id, n.node_id, n.status AS node_status, n.attempt, n.starts, n.lost_starts,
  n.pending_edges, n.delivered_edges, n.worker_id, n.lease_until, n.ready_at, n.wake_at, n.resumed, n.limited_since,
  n.started_at AS node_started_at, n.ended_at AS node_ended_at, n.ports, n.output_per_port, n.error, n.handled,
  n.dead_letter_id, n.input_override, n.wait, n.given_by, n.delivered`

export function toNodeRunRow(raw: Raw): NodeRunRow {
  return {
    nodeId: raw.node_id as string,
    status: raw.node_status as NodeRunRow['status'],
    attempt: raw.attempt as number,
    starts: raw.starts as number,
    lostStarts: raw.lost_starts as number,
    pendingEdges: raw.pending_edges as number,
    deliveredEdges: raw.delivered_edges as number,
    workerId: raw.worker_id as string | null,
    leaseUntil: time(raw.lease_until),
    readyAt: time(raw.ready_at),
    wakeAt: time(raw.wake_at),
    resumed: raw.resumed as boolean,
    wait: raw.wait === null ? null : (JSON.parse(raw.wait as string) as NodeRunRow['wait']),
    limitedSince: time(raw.limited_since),
    startedAt: time(raw.node_started_at),
    endedAt: time(raw.node_ended_at),
    inputOverride: (raw.input_override as string | null | undefined) ?? null,
    output: (raw.output as string | null | undefined) ?? null,
    ports: raw.ports === null ? [] : (JSON.parse(raw.ports as string) as string[]),
    outputPerPort: raw.output_per_port as boolean,
    delivered: raw.delivered === null ? null : (JSON.parse(raw.delivered as string) as string[]),
    error: raw.error as string | null,
    handled: raw.handled as boolean,
    deadLetterId: raw.dead_letter_id as string | null,
    givenBy: raw.given_by as string | null,
  }
}

export function toAttemptRow(raw: Raw): AttemptRow {
  return {
    nodeId: raw.node_id as string,
    start: raw.start as number,
    attempt: raw.attempt as number,
    outcome: raw.outcome as AttemptRow['outcome'],
    workerId: raw.worker_id as string | null,
    readyAt: time(raw.ready_at),
    startedAt: mustTime(raw.started_at),
    endedAt: mustTime(raw.ended_at),
    error: raw.error as string | null,
  }
}

export function toDeadLetterRow(raw: Raw): DeadLetterRow {
  return {
    id: raw.id as string,
    executionId: raw.execution_id as string,
    workspaceId: raw.workspace_id as string,
    workflowId: raw.workflow_id as string,
    nodeId: raw.node_id as string,
    status: raw.status as DeadLetterRow['status'],
    errorCode: raw.error_code as string,
    errorMessage: raw.error_message as string,
    fingerprint: raw.fingerprint as string,
    failures: raw.failures as number,
    attempts: raw.attempts as number,
    createdAt: mustTime(raw.created_at),
    failedAt: mustTime(raw.failed_at),
    updatedAt: mustTime(raw.updated_at),
    entries: raw.entries as number,
    batchId: raw.batch_id as string | null,
    successorId: raw.successor_id as string | null,
  }
}

export function toLetterEntryRow(raw: Raw): LetterEntryRow {
  return {
    letterId: raw.letter_id as string,
    seq: raw.seq as number,
    at: mustTime(raw.at),
    kind: raw.kind as LetterEntryRow['kind'],
    by: raw.by as LetterEntryRow['by'],
    batchId: raw.batch_id as string | null,
    editedInput: raw.edited_input as boolean,
    versionId: raw.version_id as string,
    successorId: raw.successor_id as string | null,
    errorCode: raw.error_code as string | null,
    errorMessage: raw.error_message as string | null,
    attempts: raw.attempts as number | null,
  }
}

export function toLetterGroup(raw: Raw): DeadLetterGroup {
  return {
    fingerprint: raw.fingerprint as string,
    workspaceId: raw.workspace_id as string,
    workflowId: raw.workflow_id as string,
    nodeId: raw.node_id as string,
    errorCode: raw.error_code as string,
    errorMessage: raw.error_message as string,
    counts: {
      open: raw.open as number,
      retrying: raw.retrying as number,
      resolved: raw.resolved as number,
      discarded: raw.discarded as number,
      void: raw.void as number,
    },
    firstFailedAt: mustTime(raw.first_failed_at),
    lastFailedAt: mustTime(raw.last_failed_at),
  }
}

export function toLetterBatchRow(raw: Raw): LetterBatchRow {
  return {
    id: raw.id as string,
    workspaceId: raw.workspace_id as string,
    action: raw.action as LetterBatchRow['action'],
    version: raw.version as LetterBatchRow['version'],
    versionIds: raw.version_ids === null ? {} : (JSON.parse(raw.version_ids as string) as Record<string, string>),
    canary: raw.canary as number | null,
    by: raw.by as LetterBatchRow['by'],
    fingerprint: raw.fingerprint as string | null,
    status: raw.status as LetterBatchRow['status'],
    counts: {
      waiting: raw.waiting as number,
      acting: raw.acting as number,
      done: raw.done as number,
      failed: raw.failed as number,
      refused: raw.refused as number,
    },
    createdAt: mustTime(raw.created_at),
    updatedAt: mustTime(raw.updated_at),
    endedAt: time(raw.ended_at),
  }
}

export function toBatchItemRow(raw: Raw): LetterBatchItemRow {
  return {
    batchId: raw.batch_id as string,
    position: raw.position as number,
    letterId: raw.letter_id as string,
    executionId: raw.execution_id as string,
    nodeId: raw.node_id as string,
    status: raw.status as LetterBatchItemRow['status'],
    errorCode: raw.error_code as string | null,
    errorMessage: raw.error_message as string | null,
    successorId: raw.successor_id as string | null,
  }
}

/** PostgreSQL's text holds no NUL; JSON texts escape it by themselves, plain texts do not. */
export function plainText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd')
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** What is not a UUID names nothing; PostgreSQL would raise an error for it. */
export function isUuid(text: string): boolean {
  return UUID.test(text)
}
