import { EngineError, type EngineErrorCode } from './engine-error.ts'
import type { Refusal } from './execution/command.ts'

interface Subject {
  executionId?: string
  nodeId?: string
  letterId?: string
}

/** What a refused command means to the one who asked; the compiler checks that every refusal is named. */
const MEANING = {
  EXECUTION_NOT_FOUND: ['EXECUTION_NOT_FOUND', (s) => `No execution has the id ${JSON.stringify(s.executionId)}`],
  EXECUTION_ENDED: ['EXECUTION_ENDED', () => 'The execution has already ended'],
  EXECUTION_CANCELLED: ['EXECUTION_CANCELLED', () => 'The execution was cancelled; start a new one instead'],
  EXECUTION_NOT_BEGUN: ['NODE_NOT_STARTABLE', () => 'The execution was not begun yet'],
  EXECUTION_ALREADY_BEGUN: ['NODE_NOT_STARTABLE', () => 'The execution was begun already'],
  EXECUTION_PAUSED: ['EXECUTION_PAUSED', () => 'The execution is paused'],
  EXECUTION_NOT_PAUSED: ['EXECUTION_NOT_PAUSED', () => 'The execution is not paused'],
  EXECUTION_HALTED: ['NODE_NOT_STARTABLE', () => 'The execution was halted by a failed node'],
  EXECUTION_HELD: ['NODE_NOT_STARTABLE', () => 'The execution waits for others of its concurrency key'],
  EXECUTION_NOT_HELD: ['NODE_NOT_STARTABLE', () => 'The execution does not wait for its turn'],
  NODE_NOT_FOUND: ['NODE_NOT_FOUND', (s) => `The workflow has no node ${JSON.stringify(s.nodeId)}`],
  NODE_NOT_READY: ['NODE_NOT_STARTABLE', () => 'The node is not ready'],
  CONCURRENCY_LIMIT: ['NODE_NOT_STARTABLE', () => 'The concurrency limit of the workflow is reached'],
  STALE_TOKEN: ['NODE_NOT_STARTABLE', () => 'Another start of the node is the current one'],
  LEASE_NOT_EXPIRED: ['NODE_NOT_STARTABLE', () => 'The node is still held by its worker'],
  NOT_DUE: ['NODE_NOT_STARTABLE', () => 'The node waits until a later time'],
  NOT_WAITING: ['NODE_NOT_WAITING', () => 'The node does not wait, or no longer'],
  DEAD_LETTER_NOT_FOUND: ['DEAD_LETTER_NOT_FOUND', (s) => `No dead letter has the id ${JSON.stringify(s.letterId)}`],
  CHILDREN_RAN: [
    'CHILDREN_RAN',
    () =>
      'Its child executions ran with the earlier input, and their results are kept: retry without an edited input, or ' +
      'run again from this node',
  ],
  DEAD_LETTER_NOT_OPEN: [
    'DEAD_LETTER_NOT_OPEN',
    () => 'The dead letter is not open: it is being retried, resolved or discarded',
  ],
  DEAD_LETTER_NOT_DISCARDED: ['DEAD_LETTER_NOT_DISCARDED', () => 'Only a discarded dead letter can be restored'],
  DEAD_LETTER_OF_CHILD: [
    'DEAD_LETTER_OF_CHILD',
    () => 'Its execution was started by another one, which waits for its result: retry it on the version that failed',
  ],
  STORE_ERROR: ['STORE_UNAVAILABLE', () => 'The store did not answer'],
} satisfies Record<Refusal | 'STORE_ERROR', [EngineErrorCode, (subject: Subject) => string]>

export function refusalToError(code: Refusal | 'STORE_ERROR', subject: Subject): EngineError {
  const [errorCode, sentence] = MEANING[code] as [EngineErrorCode, (subject: Subject) => string]
  return new EngineError(errorCode, sentence(subject))
}
