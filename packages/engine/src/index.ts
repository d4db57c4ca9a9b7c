export { type BulkResult, MAX_BULK } from './bulk.ts'
export { PostgresChannel } from './bus/postgres-channel.ts'
export { RedisChannel } from './bus/redis-channel.ts'
export { MAX_TEXT_BYTES, type TextChannel } from './bus/text-channel.ts'
export {
  DeadLetters,
  type LetterBatchRequest,
  MAX_CHOSEN_LETTERS,
} from './dead-letters.ts'
export { EngineError, type EngineErrorCode } from './engine-error.ts'
export type { WorkflowEngineOptions } from './engine-options.ts'
export { errorForLog, type LoggedError } from './error-for-log.ts'
export { attemptsOf } from './execution/attempts.ts'
export type { ClaimedNode, Command, LetterOrigin, NodeDefaults, Outcome, Refusal } from './execution/command.ts'
export { composeInput, composeOutput, previousResults } from './execution/compose-input.ts'
export { decideCommands, isEmptyPatch, nodesNeededBy } from './execution/decide-commands.ts'
export { type EdgeSource, edgeOutcome, edgeOutcomes } from './execution/edge-outcomes.ts'
export { describeEnd, type EndedExecution, type ExecutionEnd } from './execution/ended-execution.ts'
export {
  type ExecutionPatch,
  type LoadedRows,
  type OutboxEntry,
  type OutboxKind,
  RowsNotLoaded,
} from './execution/execution-draft.ts'
export {
  type ActingItem,
  type BatchStep,
  decideBatchStep,
  decideItemEnd,
  type ItemEnd,
  type LetterAction,
  type LetterBatchCounts,
  type LetterBatchItemRow,
  type LetterBatchItemStatus,
  type LetterBatchRow,
  type LetterBatchStatus,
  type LetterVersion,
  MAX_ACTING,
} from './execution/letter-batch.ts'
export { type FreedSlot, slotsFreedBy } from './execution/limit-slot.ts'
export { backoffDelay, DEFAULT_NODE_DEFAULTS } from './execution/node-policy.ts'
export { DISPATCH_GRACE_MS, STALE_READY_MS } from './execution/outbox-grace.ts'
export { absentNodeRun, allNodeRuns, pendingNodeRun } from './execution/pending-node-runs.ts'
export { type PinnedOutput, planStart, type SourceExecution } from './execution/plan-start.ts'
export { retryUpwards } from './execution/retry-upwards.ts'
export type { GivenResult, StartPlan } from './execution/start-plan.ts'
export {
  type AttemptOutcome,
  type AttemptRow,
  type CancelReason,
  type ChildOf,
  type DeadLetterRow,
  type DeadLetterStatus,
  type ExecutionRow,
  isSettled,
  isTerminal,
  type LetterActor,
  type LetterEntryKind,
  type LetterEntryRow,
  type LimitWait,
  type LogLine,
  type LogRow,
  type NodeRunRow,
  type RecordedError,
  type WaitState,
} from './execution/state.ts'
export { supersedeCommand } from './execution/supersede-command.ts'
export type { EnqueueItem, EnqueueOptions, TestRunOptions } from './execution-starts.ts'
export { MemoryFlowState } from './flow/memory-flow-state.ts'
export { PostgresFlowState } from './flow/postgres-flow-state.ts'
export { RedisFlowState } from './flow/redis-flow-state.ts'
export { type ApiHandlerOptions, createApiHandler } from './http/create-api-handler.ts'
export type { DLQItem, RetryLetterOptions } from './letter-commands.ts'
export type { Logger } from './logger.ts'
export { InMemoryExecutionStore, type InMemoryExecutionStoreOptions } from './memory/in-memory-execution-store.ts'
export { beginCommand, copySourcesOf, newExecutionRow, parentEnded, sourceGone } from './ports/begin-execution.ts'
export { childExecutionId, outboxExecutionId } from './ports/child-execution-id.ts'
export type { ExpressionScope, ResolveConfig } from './ports/config-resolver.ts'
export * from './ports/dead-letter-store.ts'
export type { EventBus, ExecutionChange } from './ports/event-bus.ts'
export * from './ports/execution-store.ts'
export type * from './ports/flow-state.ts'
export { type CountedOutcome, type EndedStart, type EngineMetrics, noMetrics } from './ports/metrics.ts'
export * from './ports/node-logs.ts'
export type { ResumeTarget, ResumeUrl } from './ports/resume-url.ts'
export { readExecutionRecord, simpleMethods } from './ports/simple-methods.ts'
export * from './ports/tracing.ts'
export type { TypeRateLimit } from './queue/flow-gate.ts'
export type { QueueBackendOptions, QueueCounts } from './queue/queue-backend.ts'
export { refusalToError } from './refusal-to-error.ts'
export { findCallCycle } from './registry/find-call-cycle.ts'
export { NodeRegistry } from './registry/node-registry.ts'
export type { RerunOptions } from './rerun.ts'
export { type QueueStats, WORKER_ALIVE_MS, WorkflowEngine } from './workflow-engine.ts'
