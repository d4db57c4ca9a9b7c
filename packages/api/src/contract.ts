import type { AlertRuleInput } from '@spane/alerts/alert-rule'
import type { ExecutionEvent, ExecutionOrigin, ExecutionStatus, ExecutionView, NodeRunStatus } from '@spane/realtime'
import type { MergeRenames, Problem, Workflow } from '@spane/workflow'
import type { ImportNote } from '@spane/workflow-import'

/** A page of a list that is read by key: hand `nextCursor` back to get the next one. */
export interface Page<T> {
  items: T[]
  nextCursor: string | null
}

export interface ExecutionSummary {
  id: string
  workflowId: string
  workflowName: string
  versionId: string
  versionNumber: number
  status: ExecutionStatus
  createdAt: string
  startedAt: string | null
  endedAt: string | null
}

/** An execution as its own lists and page show it. */
export interface ExecutionListItem extends ExecutionSummary {
  /** The node whose child it is, and for which of its items; null when it is nobody's. */
  parent: { executionId: string; nodeId: string; index: number } | null
  /** What set it off; null for a child, and where nobody said. */
  origin: ExecutionOrigin | null
  /** It waits until others under this concurrency key have ended; empty for the one key of a whole workflow. */
  heldKey: string | null
  /** Why it was cancelled. */
  cancelReason: CancelReason | null
  /** 0 goes first, 9 last. */
  priority: number
}

/** How many children an execution has, and how they stand; above 1,000 only that many are counted. */
export interface ChildCounts {
  total: number
  /** There are more than were counted. */
  more: boolean
  completed: number
  failed: number
  active: number
}

/** An execution in the list, with what it started folded under it. */
export interface ExecutionRow extends ExecutionListItem {
  /** Null when it has none. */
  children: ChildCounts | null
}

/** By a request, past its time, for a newer one of its key, or because others of its key ran. */
export type CancelReason = 'cancelled' | 'timeout' | 'superseded' | 'skipped'

/** What became of one item of a request about many. */
export type ItemResult = { id: string; executionId: string } | { id: string; problem: ApiProblem }

/** Data that stands for a node's output in test runs of the draft. */
export interface PinnedData {
  nodeId: string
  /** The output port on which it leaves the node. */
  port: string
  /** JSON text. */
  data: string
  bytes: number
  updatedAt: string
}

/** What pinning the results of a run came to. */
export interface PinnedRun {
  /** Nodes whose data is pinned now. */
  pinned: string[]
  /** Nodes that gave something which was not pinned, and why, in a sentence. */
  left: { nodeId: string; reason: string }[]
}

/** A child execution, as the list of its parent's node shows it. */
export interface ChildExecution {
  id: string
  index: number
  workflowId: string
  workflowName: string
  status: ExecutionStatus
  startedAt: string | null
  endedAt: string | null
  /** JSON text of the item, cut short; null when it is too large to be shown. */
  item: string | null
  errorCode: string | null
  errorMessage: string | null
}

export interface ChildExecutionPage {
  items: ChildExecution[]
  /** The item with which the next page begins. */
  nextFrom: number | null
}

/** A word that workflows are found by. */
export interface WorkflowTag {
  id: string
  name: string
}

export interface WorkflowSummary {
  id: string
  name: string
  nodeCount: number
  revision: number
  createdAt: string
  updatedAt: string
  /** In the trash since then. */
  deletedAt: string | null
  folderId: string | null
  tags: WorkflowTag[]
  /** Whether the API, triggers and other workflows can run it. */
  published: boolean
  /** Of the published version; `active`: of these, the ones that may start executions. */
  triggers: { total: number; active: number }
  lastExecution: ExecutionSummary | null
  /** What its executions take of the database, estimated every ten minutes; null before the first time. */
  storage: { executions: number; bytes: number; measuredAt: string } | null
}

/** A version of a workflow, as its history shows it. */
export interface VersionSummary {
  number: number
  createdAt: string
  /** Whether it is what the API, triggers and other workflows run. */
  isPublished: boolean
  /** Whether an execution of it is still there. */
  hasRun: boolean
  /** When it was published last, by whom (null: by the API) and with what note; null when it never was. */
  publication: { at: string; by: string | null; note: string | null } | null
}

/** A version with what it holds. */
export interface VersionDetail extends VersionSummary {
  workflow: Workflow
}

/** A file of workflows. */
export interface WorkflowFile {
  fileName: string
  /** JSON text. */
  text: string
  count: number
}

/** What became, or would become, of the workflows in a file. */
export interface ImportReport {
  items: ImportedItem[]
}

export interface ImportedItem {
  /** Of the workflow that was made; null as long as nothing was. */
  id: string | null
  name: string
  /** The name that it has in the file, when that one is taken. */
  renamedFrom: string | null
  source: 'spane' | 'n8n'
  nodeCount: number
  notes: ImportNote[]
  /** What keeps it from running, once it is here. */
  problems: Problem[]
  /** Names of the secrets that it asks for. */
  secrets: string[]
  /** Ids of workflows that it runs and that are not here. */
  missingWorkflows: string[]
}

/** What the editor opens. */
export interface WorkflowDraft {
  workflow: Workflow
  revision: number
  updatedAt: string
  problems: Problem[]
  /** JSON text of the input of the last run, as it was typed. */
  lastInput: string | null
  /** Number of the version that the API, triggers and other workflows run; null when it was never published. */
  publishedVersion: number | null
  /** Whether that version is this draft. */
  draftIsPublished: boolean
}

/** What a save has made of the draft. */
export interface SavedDraft {
  revision: number
  problems: Problem[]
  /** The draft as it is now, when it holds more than the base with the operations; null when it does not. */
  merged: { workflow: Workflow; renames: MergeRenames } | null
}

/** An execution with the definition that it ran and its state up to event `view.seq`. */
export interface ExecutionDetail extends ExecutionListItem {
  definition: Workflow
  /** JSON text, cut to 256 KiB for display. */
  input: Payload | null
  /** Null for an execution that was created and not begun. */
  entryNodeId: string | null
  view: ExecutionView
}

/** What a node gave in two executions. */
export interface OutputComparison {
  nodeId: string
  /** Sizes of the JSON texts, of the one and the other; null where it gave nothing. */
  bytes: [number | null, number | null]
  /** Null unless it gave something in both. */
  same: boolean | null
}

/** Events of an execution, in order and without gaps (rule 10.1). */
export interface EventPage {
  items: ExecutionEvent[]
  /** Whether others follow now. */
  hasMore: boolean
}

/** JSON text for display; `truncated` when there is more than is shown. */
export interface Payload {
  text: string
  bytes: number
  truncated: boolean
}

/** Where data that a form is filled by comes from. */
export type DataOrigin =
  | { kind: 'pinned' }
  /** The execution that was asked for, or the newest of the workflow. */
  | { kind: 'run' | 'last-run'; executionId: string; startedAt: string | null }

/** What a node gave, or would give in a test run. */
export interface NodeOutputData {
  nodeId: string
  data: Payload
  /** Whether it is an object with a value a port. */
  perPort: boolean
  /** Of pinned data: the only output port on which it leaves the node. */
  port: string | null
  origin: DataOrigin
}

/** Real data for the expressions of a node: what went in, and what nodes before it gave. */
export interface NodeDataDetail {
  /** As it was handed to the node, and by which parents; null when it did not run. */
  input: { data: Payload; parents: string[]; origin: DataOrigin } | null
  outputs: NodeOutputData[]
}

export interface ErrorDetail {
  code: string
  message: string
  stack?: string
  details?: unknown
}

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** A line that a node wrote to its log. */
export interface LogLine {
  /** Digits; grows in the order in which lines were stored. */
  id: string
  nodeId: string
  /** Which start of the node wrote it. */
  start: number
  at: string
  level: LogLevel
  message: string
  /** JSON text of an object. */
  fields: string | null
}

/** Running nodes of an execution whose workers give no sign. */
export interface SilentNodes {
  items: { nodeId: string /** For how long. */; silentMs: number }[]
}

/** The newest first. A page may hold fewer lines than asked for, even none, and be followed by others. */
export interface LogLinePage {
  items: LogLine[]
  nextCursor: string | null
}

export interface AttemptDetail {
  /** Counts every start, lost ones too. */
  start: number
  attempt: number
  outcome: 'completed' | 'failed' | 'timeout' | 'waiting' | 'lost' | 'released' | 'cancelled'
  workerId: string | null
  /** Since when it could have started; null when that is not known. */
  queuedAt: string | null
  startedAt: string
  endedAt: string
  error: ErrorDetail | null
}

export interface NodeRunDetail {
  executionId: string
  nodeId: string
  status: NodeRunStatus
  attempt: number
  input: Payload | null
  output: Payload | null
  error: ErrorDetail | null
  attempts: AttemptDetail[]
}

export type DeadLetterStatus = 'open' | 'retrying' | 'resolved' | 'discarded' | 'void'

export interface DeadLetterSummary {
  id: string
  status: DeadLetterStatus
  executionId: string
  executionStatus: ExecutionStatus
  workflowId: string
  workflowName: string
  nodeId: string
  nodeName: string
  nodeType: string
  errorCode: string
  errorMessage: string
  fingerprint: string
  failures: number
  attempts: number
  createdAt: string
  failedAt: string
}

export interface SystemStatus {
  version: string
  backend: 'redis' | 'postgres'
  workersAlive: number
  queue: { waiting: number; active: number; delayed: number; failed: number }
  openDeadLetters: number
}

/** A node that a worker runs, or ran when it was lost. */
export interface WorkerNode {
  executionId: string
  workflowId: string
  workflowName: string
  nodeId: string
  nodeName: string
  nodeType: string
  attempt: number
  /** When it was started; of a lost one, when it was taken over. */
  at: string
}

/** A node that was taken over from a lost worker. */
export interface TakenOverNode extends WorkerNode {
  /** Who started it next: `pid` is known of workers of the last day. Null until somebody has. */
  by: { workerId: string; pid: number | null } | null
}

export interface WorkerDetail {
  id: string
  host: string
  pid: number
  /** Nodes that it runs at the same time at most. */
  concurrency: number
  /** `lost`: it has given no sign for longer than a worker that is alive may be silent. */
  state: 'alive' | 'stopping' | 'lost'
  startedAt: string
  heartbeatAt: string
  /** What it runs now, the longest running first; `items` holds the first 20 of `total`. */
  running: { total: number; items: WorkerNode[] }
  /** What was taken over from it, the latest first; `items` holds the first 20 of `total`. */
  takenOver: { total: number; items: TakenOverNode[] }
}

/** Nodes of one type that are ready and wait for a slot. */
export interface QueuedType {
  nodeType: string
  ready: number
  oldestReadyAt: string
}

/** A rate limit or a circuit breaker as it stands. */
export type FlowLimit = {
  id: string
  name: string
  /** Whose node it is about; null when it is about more than one. */
  workflowName: string | null
} & (
  | { kind: 'rate-limit'; limit: number; perMs: number /** When a start that asks now would begin. */; nextAt: string }
  | {
      kind: 'circuit'
      phase: 'closed' | 'open' | 'half-open'
      failures: number
      /** Of an open one: when one start may try. */
      openUntil: string | null
    }
)

/** Who works on what, and what waits. */
export interface SystemWorkers {
  /** By the clock that all times here are of. */
  now: string
  /** Those alive, and those that were lost in the last day. */
  workers: WorkerDetail[]
  queue: {
    backend: 'redis' | 'postgres'
    ready: number
    /** There are more than were counted: `types` tells of the 10,000 that wait longest. */
    readyIsMore: boolean
    types: QueuedType[]
  }
  /** Rate limits that were used lately and breakers that have failures, open ones first. */
  limits: FlowLimit[]
}

/** A trigger node of the published version. */
export interface TriggerSummary {
  id: string
  nodeId: string
  kind: 'cron' | 'webhook' | 'event' | 'execution'
  active: boolean
  /** Why it starts nothing, in a sentence. */
  problem: string | null
  schedule: { pattern: string; timeZone: string } | null
  /** The next times of an active schedule. */
  nextTimes: string[]
  /** `path`: on this server, from the root. */
  webhook: { method: string; path: string; auth: string } | null
  /** The event that it listens to. */
  event: string | null
  /** The ends that it listens to; `workflows` is null for all others. */
  ends: { statuses: ('failed' | 'completed' | 'cancelled')[]; workflows: { id: string; name: string }[] | null } | null
}

/** Whether a workflow's draft answers test calls, and what came. */
export interface TestCalls {
  /** Milliseconds for which it still listens; 0 when it does not. */
  remainingMs: number
  /** Of the draft, as it is saved. `path`: on this server, from the root. */
  addresses: { nodeId: string; method: string; path: string }[]
  /** Since it listens. */
  calls: number
  /** What the last call started. */
  executionId: string | null
}

/** What a trigger received, or a time at which it started something. */
export interface TriggerDelivery {
  id: string
  status: 'pending' | 'started' | 'refused' | 'failed'
  at: string
  /** Has the payload as its input. */
  executionId: string | null
  error: string | null
}

/** Stands at `data.problem` of every error: show `message`, at `field` where there is one. */
export interface ApiProblem {
  code: string
  message: string
  field?: string
  /** With `INTERNAL`: names the line of the server's log. */
  requestId?: string
}

/** What the `data` of every error carries beside tRPC's own fields. */
export interface ApiErrorData {
  problem: ApiProblem
  /** With `STALE_REVISION` and `EDIT_CONFLICT`: the draft's current revision. */
  revision?: number
  /** With `WORKFLOW_INVALID`: everything that keeps the draft from running. */
  problems?: Problem[]
}

/** An alert rule and how it stands. */
export interface AlertSummary {
  id: string
  rule: AlertRuleInput
  state: 'ok' | 'firing'
  /** Since when; null while it was always at rest. */
  stateSince: string | null
  /** Its channels were told that it fires. */
  notified: boolean
  /** What the last check saw, in a sentence. */
  finding: string | null
  checkedAt: string | null
}

export interface AlertList {
  items: AlertSummary[]
  /** Whether a mail server is set. */
  canSendMail: boolean
}

/** A message of an alert to one of its channels. */
export interface AlertMessageItem {
  id: string
  kind: 'firing' | 'recovered' | 'test'
  channel: 'webhook' | 'email'
  target: string
  status: 'pending' | 'sent' | 'failed'
  attempts: number
  /** Why the last attempt did not get through. */
  error: string | null
  at: string
  sentAt: string | null
}

/** What became of a test, a channel after the other; `error` is null when it got through. */
export interface AlertTestResult {
  channels: { target: string; error: string | null }[]
}
