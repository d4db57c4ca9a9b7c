import { EngineError } from '../engine-error.ts'
import type { DeadLetterStore } from './dead-letter-store.ts'
import type { IExecutionStateStore } from './execution-store.ts'

/** Every method of the interface; the compiler checks that none is missing and none is made up. */
const METHODS = {
  saveVersion: true,
  getVersion: true,
  getPublishedVersion: true,
  start: true,
  stageChildren: true,
  apply: true,
  readNodeInputs: true,
  renewLeases: true,
  findNeglected: true,
  findStuckHeld: true,
  findWaitingForCircuit: true,
  takeOutbox: true,
  deleteOutbox: true,
  heartbeat: true,
  removeWorker: true,
  listWorkers: true,
  readExecution: true,
  readExecutions: true,
  readExecutionInput: true,
  readChildren: true,
  readAncestors: true,
  readNodeRuns: true,
  readAttempts: true,
  readEdgeOutcomes: true,
  readOutputs: true,
  readEvents: true,
  appendLogs: true,
  readLogs: true,
  listDeadLetters: true,
  readDeadLetter: true,
  ping: true,
  close: true,
  createExecution: true,
  getExecution: true,
  updateNodeResult: true,
  setExecutionStatus: true,
} satisfies Record<Exclude<keyof IExecutionStateStore, 'letters'>, true>

/** Of `store.letters`. */
const LETTER_METHODS = {
  readLetterHistory: true,
  listLetterGroups: true,
  createLetterBatch: true,
  collectLetterBatch: true,
  takeLetterBatch: true,
  releaseLetterBatch: true,
  readWaitingItems: true,
  recordBatchResults: true,
  settleLetterBatch: true,
  changeLetterBatch: true,
  readLetterBatch: true,
  listLetterBatches: true,
  listBatchItems: true,
} satisfies Record<keyof DeadLetterStore, true>

/** A store that lacks something is refused with its name, before the first execution needs it (rule 11.2). */
export function assertCompleteStore(store: IExecutionStateStore): void {
  const lacking = (part: object | undefined, methods: object) =>
    Object.keys(methods).filter((name) => typeof part?.[name as keyof typeof part] !== 'function')
  const missing = [
    ...lacking(store, METHODS),
    ...lacking(store?.letters, LETTER_METHODS).map((name) => `letters.${name}`),
  ]
  if (missing.length === 0) return
  throw new EngineError('INCOMPLETE_STORE', `The state store lacks ${missing.join(', ')}`, { details: missing })
}
