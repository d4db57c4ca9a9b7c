import {
  type AttemptRow,
  DISPATCH_GRACE_MS,
  type ExecutionRow,
  type LogRow,
  type NodeRunRow,
  type OutboxEntry,
  outboxExecutionId,
} from '@spane/engine'
import type { Column } from './column-set.ts'
import { plainText } from './row-mapping.ts'

/** A row to write, and the place of its execution among those of the statement, from 1. */
export interface In<T> {
  nth: number
  row: T
}
export interface ExecutionWrite {
  row: ExecutionRow
  /** See `ExecutionPatch.checkBy`; `NO_CHECK` when it has ended. */
  checkBy: number | null
}
export interface CreatedExecution {
  row: ExecutionRow
  idempotencyKey: string | null
  input: string | null
  inputPayloadId: string | null
}
export interface NodeWrite {
  row: NodeRunRow
  /** The output as it stands in the row: null when it is unchanged, or large. */
  output: string | null
  outputPayloadId: string | null
}
export interface PayloadWrite {
  id: string
  body: string
}
export interface EventsWrite {
  first: number
  last: number
  body: string
}
export interface EndWrite {
  workspaceId: string
  seq: number
  status: string
}

type Value<Row> = Column<Row>['value']
const text = <Row>(name: string, value: Value<Row>): Column<Row> => ({ name, type: 'text', value })
const json = <Row>(name: string, value: Value<Row>): Column<Row> => ({ name, type: 'json', value })
const uuid = <Row>(name: string, value: Value<Row>): Column<Row> => ({ name, type: 'uuid', value })
const int = <Row>(name: string, value: Value<Row>): Column<Row> => ({ name, type: 'int4', value })
const bool = <Row>(name: string, value: Value<Row>): Column<Row> => ({ name, type: 'bool', value })
const time = <Row>(name: string, value: Value<Row>): Column<Row> => ({ name, type: 'time', value })
const place = <T>(): Column<In<T>> => ({ name: 'nth', type: 'int4', value: (item) => item.nth })

/** Columns that change together: a statement leaves out the groups in which none of its rows has changed. */
export interface ColumnGroup<Row, State> {
  columns: Column<Row>[]
  differs: (after: State, before: State) => boolean
}

type Differs<State> = (after: State, before: State) => boolean
const differsIn =
  <State>(...keys: (keyof State)[]): Differs<State> =>
  (after, before) => {
    for (const key of keys) if (after[key] !== before[key]) return true
    return false
  }

export const executionGroups: ColumnGroup<ExecutionWrite, ExecutionRow>[] = [
  {
    columns: [
      text('status', ({ row }) => row.status),
      text('entry_node_id', ({ row }) => row.entryNodeId),
      bool('halted', ({ row }) => row.halted),
      int('unhandled_failures', ({ row }) => row.unhandledFailures),
      bool('parent_notified', ({ row }) => row.parentNotified),
      time('started_at', ({ row }) => row.startedAt),
      time('ended_at', ({ row }) => row.endedAt),
    ],
    differs: differsIn(
      'status',
      'entryNodeId',
      'halted',
      'unhandledFailures',
      'parentNotified',
      'startedAt',
      'endedAt',
    ),
  },
  {
    columns: [
      text('concurrency_key', ({ row }) => row.concurrencyKey),
      bool('held', ({ row }) => row.held),
      int('priority', ({ row }) => row.priority),
      time('deadline_at', ({ row }) => row.deadlineAt),
      time('paused_at', ({ row }) => row.pausedAt),
      text('reason', ({ row }) => row.reason),
    ],
    differs: differsIn('concurrencyKey', 'held', 'priority', 'deadlineAt', 'pausedAt', 'reason'),
  },
]
/** What nearly every transaction changes. */
export const executionCore: Column<ExecutionWrite>[] = [
  int('revision', ({ row }) => row.revision),
  int('open_count', ({ row }) => row.openCount),
  int('active_count', ({ row }) => row.activeCount),
  int('running_count', ({ row }) => row.runningCount),
  int('event_seq', ({ row }) => row.eventSeq),
  time('check_by', ({ checkBy }) => checkBy),
]

export const createdColumns: Column<CreatedExecution>[] = [
  text('workspace_id', ({ row }) => row.workspaceId),
  text('workflow_id', ({ row }) => row.workflowId),
  uuid('version_id', ({ row }) => row.versionId),
  text('status', ({ row }) => row.status),
  text('entry_node_id', ({ row }) => row.entryNodeId),
  int('revision', ({ row }) => row.revision),
  int('open_count', ({ row }) => row.openCount),
  int('active_count', ({ row }) => row.activeCount),
  int('running_count', ({ row }) => row.runningCount),
  int('event_seq', ({ row }) => row.eventSeq),
  time('created_at', ({ row }) => row.createdAt),
  uuid('parent_execution_id', ({ row }) => row.parent?.executionId ?? null),
  text('parent_node_id', ({ row }) => row.parent?.nodeId ?? null),
  int('item_index', ({ row }) => row.parent?.index ?? null),
  int('depth', ({ row }) => row.depth),
  text('origin', ({ row }) => toJson(row.origin)),
  text('trace', ({ row }) => row.trace),
  text('concurrency_key', ({ row }) => row.concurrencyKey),
  bool('held', ({ row }) => row.held),
  int('priority', ({ row }) => row.priority),
  time('deadline_at', ({ row }) => row.deadlineAt),
  text('reason', ({ row }) => row.reason),
  time('ended_at', ({ row }) => row.endedAt),
  text('idempotency_key', (item) => item.idempotencyKey),
  text('input', (item) => item.input),
  uuid('input_payload_id', (item) => item.inputPayloadId),
]

type N = In<NodeWrite>
const node = ({ row }: N): NodeRunRow => row.row

export const nodeKeys: Column<N>[] = [place(), text('node_id', (item) => node(item).nodeId)]
export const nodeCore: Column<N>[] = [text('status', (item) => node(item).status)]
export const nodeGroups: ColumnGroup<N, NodeRunRow>[] = [
  {
    columns: [
      int('pending_edges', (item) => node(item).pendingEdges),
      int('delivered_edges', (item) => node(item).deliveredEdges),
    ],
    differs: differsIn('pendingEdges', 'deliveredEdges'),
  },
  {
    columns: [
      int('attempt', (item) => node(item).attempt),
      int('starts', (item) => node(item).starts),
      text('worker_id', (item) => node(item).workerId),
      time('ready_at', (item) => node(item).readyAt),
      time('started_at', (item) => node(item).startedAt),
    ],
    differs: differsIn('attempt', 'starts', 'workerId', 'readyAt', 'startedAt'),
  },
  { columns: [time('lease_until', (item) => node(item).leaseUntil)], differs: differsIn('leaseUntil') },
  {
    columns: [
      time('ended_at', (item) => node(item).endedAt),
      json('output', ({ row }) => row.output),
      uuid('output_payload_id', ({ row }) => row.outputPayloadId),
      json('ports', (item) => (node(item).ports.length === 0 ? null : JSON.stringify(node(item).ports))),
    ],
    differs: differsIn('endedAt', 'output', 'ports'),
  },
  {
    columns: [
      int('lost_starts', (item) => node(item).lostStarts),
      time('wake_at', (item) => node(item).wakeAt),
      bool('resumed', (item) => node(item).resumed),
      text('wait', (item) => toJson(node(item).wait)),
      time('limited_since', (item) => node(item).limitedSince),
      text('input_override', (item) => node(item).inputOverride),
      bool('output_per_port', (item) => node(item).outputPerPort),
      text('delivered', (item) => toJson(node(item).delivered)),
      text('error', (item) => node(item).error),
      bool('handled', (item) => node(item).handled),
      uuid('dead_letter_id', (item) => node(item).deadLetterId),
      text('given_by', (item) => node(item).givenBy),
    ],
    differs: differsIn(
      'lostStarts',
      'wakeAt',
      'resumed',
      'wait',
      'limitedSince',
      'inputOverride',
      'outputPerPort',
      'delivered',
      'error',
      'handled',
      'deadLetterId',
      'givenBy',
    ),
  },
]

export const attemptColumns: Column<In<AttemptRow>>[] = [
  place(),
  text('node_id', ({ row }) => row.nodeId),
  int('start', ({ row }) => row.start),
  int('attempt', ({ row }) => row.attempt),
  text('outcome', ({ row }) => row.outcome),
  text('worker_id', ({ row }) => row.workerId),
  time('ready_at', ({ row }) => row.readyAt),
  time('started_at', ({ row }) => row.startedAt),
  time('ended_at', ({ row }) => row.endedAt),
  text('error', ({ row }) => row.error),
]

export const logColumns: Column<In<LogRow>>[] = [
  place(),
  text('node_id', ({ row }) => row.nodeId),
  int('start', ({ row }) => row.start),
  int('line', ({ row }) => row.line),
  time('at', ({ row }) => row.at),
  text('level', ({ row }) => row.level),
  text('message', ({ row }) => plainText(row.message)),
  text('fields', ({ row }) => row.fields),
]

export const eventColumns: Column<In<EventsWrite>>[] = [
  place(),
  int('seq', ({ row }) => row.first),
  int('last_seq', ({ row }) => row.last),
  json('body', ({ row }) => row.body),
]

export const payloadColumns: Column<In<PayloadWrite>>[] = [
  place(),
  uuid('id', ({ row }) => row.id),
  int('bytes', ({ row }) => Buffer.byteLength(row.body)),
  json('body', ({ row }) => row.body),
]

export const endColumns: Column<In<EndWrite>>[] = [
  place(),
  text('workspace_id', ({ row }) => row.workspaceId),
  int('seq', ({ row }) => row.seq),
  text('status', ({ row }) => row.status),
]

/** An outbox row may be about another execution than the one whose change asked for it. */
export const outboxColumns: Column<In<OutboxEntry>>[] = [
  place(),
  uuid('execution_id', ({ row }) => outboxExecutionId(row)),
  text('node_id', ({ row }) => row.nodeId),
  text('kind', ({ row }) => row.kind),
  time('available_at', ({ row }) =>
    row.kind === 'wake' || row.kind === 'timeout' ? row.at : row.at + DISPATCH_GRACE_MS,
  ),
]

function toJson(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value)
}
