export { createPrisma, type PrismaClient } from './client.ts'
export {
  type MigrateDatabaseOptions,
  MigrationError,
  type MigrationErrorCode,
  migrateDatabase,
} from './migrate/index.ts'
export { countFailures, countNewDeadLetters, countOpenLetters } from './operations/count-for-alerts.ts'
export { type DatabaseFigures, readDatabaseFigures } from './operations/read-figures.ts'
export { listReadyNodes, type ReadyNodesRow } from './operations/read-queue.ts'
export { listSilentNodes, type SilentNodeRow } from './operations/read-silent-nodes.ts'
export {
  type LostStartRow,
  listLostStarts,
  listRunningNodes,
  listWorkerRows,
  type WorkerListRow,
  type WorkerNodeRow,
} from './operations/read-workers.ts'
export * from './repositories/alert-message-repository.ts'
export * from './repositories/alert-repository.ts'
export { type ChildListRow, listChildRows } from './repositories/child-repository.ts'
export { contentHash } from './repositories/content-hash.ts'
export {
  countOpenDeadLetters,
  type DeadLetterListRow,
  type DeadLetterRowStatus,
  findDeadLetterRow,
  findDeadLetterRows,
  listLetterWorkflows,
  readGroupNames,
} from './repositories/dead-letter-repository.ts'
export {
  type DraftChangeRow,
  findBatchRow,
  listDraftChanges,
  MERGEABLE_REVISIONS,
  readDraftStates,
  withLockedDraft,
  writeDraft,
} from './repositories/draft-change-repository.ts'
export { findEndedExecutions } from './repositories/ended-executions.ts'
export {
  type EndDelivery,
  type ExecutionEndRow,
  takeExecutionEnds,
} from './repositories/execution-end-repository.ts'
export {
  type ChildCountRow,
  countChildRows,
  type ExecutionListRow,
  findExecutionRow,
  findLatestExecutionId,
  listExecutionChildRows,
  listExecutionRows,
  listPerPortNodes,
  MOST_CHILDREN_COUNTED,
} from './repositories/execution-repository.ts'
export * from './repositories/folder-repository.ts'
export * from './repositories/hook-listener-repository.ts'
export { compareOutputRows, type OutputComparisonRow } from './repositories/output-comparison.ts'
export { deletePinRow, listPinRows, type PinRow, savePinRow } from './repositories/pin-repository.ts'
export { readSigningKeys, type SigningKeyRow } from './repositories/signing-key-repository.ts'
export * from './repositories/stored-file-repository.ts'
export * from './repositories/tag-repository.ts'
export * from './repositories/trigger-delivery-repository.ts'
export * from './repositories/trigger-repository.ts'
export {
  listVersionRows,
  readVersionDefinitions,
  readVersionNumbers,
  type VersionListRow,
} from './repositories/version-repository.ts'
export {
  deleteWorkflowRows,
  moveWorkflowRows,
  purgeWorkflowRows,
  restoreWorkflowRows,
} from './repositories/workflow-changes.ts'
export {
  listWorkflowNames,
  listWorkflowRows,
  type SearchWord,
  type WorkflowFilter,
  type WorkflowListRow,
  type WorkflowSort,
} from './repositories/workflow-list.ts'
export {
  findTakenWorkflows,
  findWorkflowRow,
  insertWorkflowRow,
  insertWorkflowRows,
  publishVersionRow,
  readDraftRows,
  recordLastInput,
  seedWorkflowRows,
  type WorkflowRow,
} from './repositories/workflow-repository.ts'
export { listTrashedSchedules, listTriggerProblems, listWorkflowTriggers } from './repositories/workflow-triggers.ts'
export type { RetentionPolicy } from './retention/find-candidates.ts'
export { type PruneOptions, pruneExecutions } from './retention/prune-executions.ts'
export { type PrunerOptions, startPruner } from './retention/start-pruner.ts'
export { type Loop, type LoopOptions, startLoop } from './start-loop.ts'
export { type MeasureOptions, measureStorage } from './storage/measure-storage.ts'
export { readStorageFigures, readWorkflowStorage, type WorkflowStorageRow } from './storage/read-storage.ts'
export { type StorageMeterOptions, startStorageMeter } from './storage/start-storage-meter.ts'
export { createStorePool } from './store/create-store-pool.ts'
export {
  createPostgresStore,
  PostgresExecutionStore,
  type PostgresExecutionStoreOptions,
} from './store/postgres-execution-store.ts'
