import type { PortableDescription } from '@spane/node-sdk'
import type { ExecutionStatus } from '@spane/realtime'
import type {
  AlertList,
  AlertMessageItem,
  AlertSummary,
  AlertTestResult,
  ChildExecutionPage,
  DeadLetterStatus,
  DeadLetterSummary,
  EventPage,
  ExecutionDetail,
  ExecutionRow,
  ImportReport,
  ItemResult,
  LogLinePage,
  NodeDataDetail,
  NodeRunDetail,
  OutputComparison,
  Page,
  PinnedData,
  PinnedRun,
  SavedDraft,
  SilentNodes,
  SystemStatus,
  SystemWorkers,
  TestCalls,
  TriggerDelivery,
  TriggerSummary,
  VersionDetail,
  VersionSummary,
  WorkflowDraft,
  WorkflowFile,
  WorkflowSummary,
} from './contract.ts'
import type {
  DeadLetterBatch,
  DeadLetterBatchItem,
  DeadLetterDetail,
  DeadLetterGroupSummary,
} from './dead-letter-contract.ts'
import type { AlertIdInput, CreateAlertInput, UpdateAlertInput } from './input/alert-input.ts'
import type { CircuitIdInput } from './input/circuit-input.ts'
import type {
  DeadLetterIdInput,
  LetterBatchIdInput,
  ListBatchItemsInput,
  ListDeadLettersInput,
  ListLetterBatchesInput,
  ListLetterGroupsInput,
  RetryDeadLetterInput,
  StartLetterBatchInput,
} from './input/dead-letter-input.ts'
import type {
  CancelExecutionsInput,
  CompareOutputsInput,
  ExecutionIdInput,
  GetNodeRunInput,
  ListChildrenInput,
  ListEventsInput,
  ListExecutionChildrenInput,
  ListExecutionsInput,
  ListLogsInput,
  NodeRunInput,
  RerunExecutionInput,
  RerunExecutionsInput,
  SignalNodeInput,
} from './input/execution-input.ts'
import type {
  DeliveryIdInput,
  ListenInput,
  ListTriggersInput,
  SetTriggerActiveInput,
  TriggerIdInput,
} from './input/trigger-input.ts'
import type {
  CreateFromTemplateInput,
  CreateWorkflowInput,
  ExportWorkflowsInput,
  ImportWorkflowsInput,
  ListVersionsInput,
  NodeDataInput,
  PinDataInput,
  PinRunInput,
  PublishWorkflowInput,
  RenameWorkflowInput,
  RunWorkflowInput,
  SaveDraftInput,
  UnpinDataInput,
  WorkflowIdInput,
  WorkflowVersionInput,
} from './input/workflow-input.ts'
import type {
  ActivateWorkflowsInput,
  CreateFolderInput,
  FolderIdInput,
  ListWorkflowsInput,
  MoveFolderInput,
  MoveWorkflowsInput,
  RenameFolderInput,
  RenameTagInput,
  TagIdInput,
  TagWorkflowsInput,
  WorkflowFilterInput,
  WorkflowIdsInput,
} from './input/workflow-list-input.ts'
import type { WorkflowFolder, WorkflowResults, WorkflowTagSummary } from './workflow-list-contract.ts'

/**
 * The use cases of one workspace, as the routers see them. An interface, so that the type of the
 * router (which the browser imports) does not drag in the database and the engine.
 */
export interface ApiServices {
  workflows: WorkflowService
  executions: ExecutionService
  deadLetters: DeadLetterService
  triggers: TriggerService
  alerts: AlertService
  system: SystemService
}

export interface WorkflowService {
  list(input: ListWorkflowsInput): Promise<Page<WorkflowSummary>>
  get(input: WorkflowIdInput): Promise<WorkflowDraft>
  create(input: CreateWorkflowInput): Promise<WorkflowDraft>
  /** Creates what a template stands for, with the workflows that it runs. */
  createFromTemplate(input: CreateFromTemplateInput): Promise<WorkflowDraft>
  rename(input: RenameWorkflowInput): Promise<{ name: string; revision: number }>
  duplicate(input: WorkflowIdInput): Promise<WorkflowDraft>
  /** The workflows of a filter, for a request about all of them; `more`: one request cannot hold them. */
  matching(input: WorkflowFilterInput): Promise<{ items: { id: string; name: string }[]; more: boolean }>
  /** Into the trash. */
  delete(input: WorkflowIdsInput): Promise<WorkflowResults>
  restore(input: WorkflowIdsInput): Promise<WorkflowResults>
  /** From the trash, for good. */
  purge(input: WorkflowIdsInput): Promise<WorkflowResults>
  move(input: MoveWorkflowsInput): Promise<WorkflowResults>
  /** Lets their triggers start executions, or not. */
  activate(input: ActivateWorkflowsInput): Promise<WorkflowResults>
  tag(input: TagWorkflowsInput): Promise<WorkflowResults>
  listTags(): Promise<{ items: WorkflowTagSummary[] }>
  renameTag(input: RenameTagInput): Promise<{ id: string }>
  deleteTag(input: TagIdInput): Promise<{ id: string }>
  listFolders(): Promise<{ items: WorkflowFolder[] }>
  createFolder(input: CreateFolderInput): Promise<{ id: string }>
  renameFolder(input: RenameFolderInput): Promise<{ id: string }>
  moveFolder(input: MoveFolderInput): Promise<{ id: string }>
  deleteFolder(input: FolderIdInput): Promise<{ id: string }>
  /** Applies operations that were made against `baseRevision`, merged with what changed since; refuses (CONFLICT) what cannot be. */
  saveDraft(input: SaveDraftInput): Promise<SavedDraft>
  /** Makes the draft at `revision` the version that the API, triggers and other workflows run. */
  publish(input: PublishWorkflowInput): Promise<{ publishedVersion: number }>
  /** Drafts as the text of a file: no versions, no executions, and secrets by their names alone. */
  export(input: ExportWorkflowsInput): Promise<WorkflowFile>
  /** Makes workflows of a file, of ours or of another product; all of them, or none. */
  import(input: ImportWorkflowsInput): Promise<ImportReport>
  /** Every version that was published or run, the newest first. */
  versions(input: ListVersionsInput): Promise<{ items: VersionSummary[]; nextCursor: number | null }>
  version(input: WorkflowVersionInput): Promise<VersionDetail>
  /** Cuts a version of the draft and starts it, or a part of it; `sourceId` is whose results a part reuses. */
  run(input: RunWorkflowInput): Promise<{ executionId: string; sourceId?: string }>
  /** Data that stands for nodes' outputs in test runs. */
  nodeData(input: NodeDataInput): Promise<NodeDataDetail>
  pins(input: WorkflowIdInput): Promise<{ items: PinnedData[] }>
  pin(input: PinDataInput): Promise<{ nodeId: string }>
  /** Pins what the nodes of one of its executions gave to the nodes of the draft. */
  pinRun(input: PinRunInput): Promise<PinnedRun>
  unpin(input: UnpinDataInput): Promise<{ nodeId: string }>
}

export interface ExecutionService {
  /** Newest first. */
  list(input: ListExecutionsInput): Promise<Page<ExecutionRow>>
  get(input: ExecutionIdInput): Promise<ExecutionDetail>
  /** What happened in it, in order. */
  events(input: ListEventsInput): Promise<EventPage>
  /** Which nodes of two executions gave the same. */
  compareOutputs(input: CompareOutputsInput): Promise<{ items: OutputComparison[] }>
  nodeRun(input: GetNodeRunInput): Promise<NodeRunDetail>
  /** Nodes that run on a worker which gives no sign. */
  silentNodes(input: ExecutionIdInput): Promise<SilentNodes>
  /** What its nodes, or one of them, wrote to their logs; the newest first. */
  logs(input: ListLogsInput): Promise<LogLinePage>
  /** All child executions, by node and item. */
  childrenOf(input: ListExecutionChildrenInput): Promise<Page<ExecutionRow>>
  /** The child executions of a node, by item. */
  children(input: ListChildrenInput): Promise<ChildExecutionPage>
  /** Starts a new execution with the same input, or from a node on. */
  rerun(input: RerunExecutionInput): Promise<{ executionId: string }>
  /** A result an item, in their order. */
  rerunMany(input: RerunExecutionsInput): Promise<{ items: ItemResult[] }>
  cancelMany(input: CancelExecutionsInput): Promise<{ items: ItemResult[] }>
  /** Hands a payload to a node that waits for a signal. */
  signal(input: SignalNodeInput): Promise<{ executionId: string }>
  /** Where anybody can answer a node that waits, once: a path on this server. */
  resumeLink(input: NodeRunInput): Promise<{ path: string }>
  pause(input: ExecutionIdInput): Promise<{ status: ExecutionStatus }>
  resume(input: ExecutionIdInput): Promise<{ status: ExecutionStatus }>
  cancel(input: ExecutionIdInput): Promise<{ status: ExecutionStatus }>
}

export interface DeadLetterService {
  /** Latest failure first. */
  list(input: ListDeadLettersInput): Promise<Page<DeadLetterSummary>>
  /** Alike failures together, the group that failed last first. */
  groups(input: ListLetterGroupsInput): Promise<Page<DeadLetterGroupSummary>>
  get(input: DeadLetterIdInput): Promise<DeadLetterDetail>
  retry(input: RetryDeadLetterInput): Promise<{ executionId: string }>
  discard(input: DeadLetterIdInput): Promise<{ id: string; status: DeadLetterStatus }>
  restore(input: DeadLetterIdInput): Promise<{ id: string; status: DeadLetterStatus }>
  /** Has the workers act on many letters; it goes on whoever looks. */
  startBatch(input: StartLetterBatchInput): Promise<DeadLetterBatch>
  /** Newest first. */
  batches(input: ListLetterBatchesInput): Promise<Page<DeadLetterBatch>>
  batch(input: LetterBatchIdInput): Promise<DeadLetterBatch>
  batchItems(input: ListBatchItemsInput): Promise<{ items: DeadLetterBatchItem[]; nextCursor: number | null }>
  /** Goes on with the rest although the canary failed. */
  continueBatch(input: LetterBatchIdInput): Promise<DeadLetterBatch>
  /** Leaves the rest untouched. */
  cancelBatch(input: LetterBatchIdInput): Promise<DeadLetterBatch>
}

export interface TriggerService {
  /** Those of the published version. */
  list(input: ListTriggersInput): Promise<{ items: TriggerSummary[] }>
  setActive(input: SetTriggerActiveInput): Promise<TriggerSummary>
  /** Newest first. */
  deliveries(input: TriggerIdInput): Promise<{ items: TriggerDelivery[] }>
  /** Starts what is published now with the payload of a delivery. */
  replay(input: DeliveryIdInput): Promise<{ executionId: string }>
  /** Lets the draft answer test calls for two minutes, or no longer. */
  listen(input: ListenInput): Promise<TestCalls>
  /** What came of it. */
  testCalls(input: ListTriggersInput): Promise<TestCalls>
}

export interface AlertService {
  list(): Promise<AlertList>
  create(input: CreateAlertInput): Promise<AlertSummary>
  update(input: UpdateAlertInput): Promise<AlertSummary>
  delete(input: AlertIdInput): Promise<{ id: string }>
  /** Sends a test to each channel, now. */
  test(input: AlertIdInput): Promise<AlertTestResult>
  /** Newest first. */
  messages(input: AlertIdInput): Promise<{ items: AlertMessageItem[] }>
}

export interface SystemService {
  status(): Promise<SystemStatus>
  /** Node types that are not built in. */
  nodeTypes(): readonly PortableDescription[]
  workers(): Promise<SystemWorkers>
  /** Closes a circuit breaker by hand. */
  closeCircuit(input: CircuitIdInput): Promise<{ id: string }>
}
