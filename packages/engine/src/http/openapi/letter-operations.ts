import type { EngineErrorCode } from '../../engine-error.ts'
import { batchesQuerySchema, batchItemsQuerySchema, groupsQuerySchema } from '../letter-schemas.ts'
import { dlqQuerySchema } from '../request-schemas.ts'
import type { ApiOperation } from './api-operation.ts'

const BODY_ERRORS: EngineErrorCode[] = ['BAD_REQUEST', 'BAD_INPUT', 'PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE']

const setAside = (name: 'discard' | 'restore', summary: string, errors: EngineErrorCode[]): ApiOperation => ({
  method: 'post',
  path: `/dlq/:id/${name}`,
  operationId: `${name}DeadLetter`,
  summary,
  answer: { status: 200, schema: 'DeadLetterState', description: 'As it stands then.' },
  errors: ['DEAD_LETTER_NOT_FOUND', ...errors],
})

const changeBatch = (name: 'continue' | 'cancel', summary: string, error: EngineErrorCode): ApiOperation => ({
  method: 'post',
  path: `/dlq/batches/:id/${name}`,
  operationId: `${name}Batch`,
  summary,
  answer: { status: 200, schema: 'Batch', description: 'As it stands then.' },
  errors: ['LETTER_BATCH_NOT_FOUND', error],
})

/** The routes of `http/letter-routes.ts`. */
export const letterOperations: readonly ApiOperation[] = [
  {
    method: 'get',
    path: '/dlq',
    operationId: 'listDeadLetters',
    summary: 'Dead letters, the newest failure first; open and retrying ones unless a status is given.',
    query: dlqQuerySchema,
    answer: { status: 200, schema: 'DlqPage', description: 'A page.' },
    errors: ['BAD_REQUEST'],
  },
  {
    method: 'get',
    path: '/dlq/groups',
    operationId: 'listDeadLetterGroups',
    summary: 'Alike failures together, the group that failed last first.',
    query: groupsQuerySchema,
    answer: { status: 200, schema: 'DlqGroupsPage', description: 'A page.' },
    errors: ['BAD_REQUEST'],
  },
  {
    method: 'get',
    path: '/dlq/:id/history',
    operationId: 'getDeadLetterHistory',
    summary: 'What happened to a letter, the oldest first.',
    answer: { status: 200, schema: 'DlqHistory', description: 'The last 500 entries.' },
    errors: ['DEAD_LETTER_NOT_FOUND'],
  },
  {
    method: 'post',
    path: '/dlq/:id/retry',
    operationId: 'retryDeadLetter',
    summary:
      'Gives the failed node fresh attempts; the execution goes on from there, or a new one on the latest version.',
    body: { schema: 'Retry', required: false },
    answer: { status: 202, schema: 'Started', description: 'The execution that goes on.' },
    errors: [
      ...BODY_ERRORS,
      'CHILDREN_RAN',
      'DEAD_LETTER_NOT_FOUND',
      'DEAD_LETTER_NOT_OPEN',
      'DEAD_LETTER_OF_CHILD',
      'EXECUTION_CANCELLED',
      'NODE_NOT_FOUND',
      'MISSING_OUTPUT',
      'VERSION_NOT_FOUND',
    ],
  },
  setAside('discard', 'Sets a letter aside that nobody will retry.', ['DEAD_LETTER_NOT_OPEN']),
  setAside('restore', 'Takes that back.', ['DEAD_LETTER_NOT_DISCARDED', 'EXECUTION_CANCELLED']),
  {
    method: 'post',
    path: '/dlq/batches',
    operationId: 'startBatch',
    summary: 'Has the workers retry, discard or restore many letters. It goes on whoever asks for it.',
    body: { schema: 'StartBatch', required: true },
    answer: { status: 202, schema: 'Batch', description: 'Accepted.' },
    errors: BODY_ERRORS,
  },
  {
    method: 'get',
    path: '/dlq/batches',
    operationId: 'listBatches',
    summary: 'Batches, the newest first.',
    query: batchesQuerySchema,
    answer: { status: 200, schema: 'BatchesPage', description: 'A page.' },
    errors: ['BAD_REQUEST'],
  },
  {
    method: 'get',
    path: '/dlq/batches/:id',
    operationId: 'getBatch',
    summary: 'How a batch stands.',
    answer: { status: 200, schema: 'Batch', description: 'As it stands now.' },
    errors: ['LETTER_BATCH_NOT_FOUND'],
  },
  {
    method: 'get',
    path: '/dlq/batches/:id/items',
    operationId: 'listBatchItems',
    summary: 'What became of each letter of a batch.',
    query: batchItemsQuerySchema,
    answer: { status: 200, schema: 'BatchItems', description: 'A page.' },
    errors: ['BAD_REQUEST', 'LETTER_BATCH_NOT_FOUND'],
  },
  changeBatch('continue', 'Goes on although a letter of the canary failed again.', 'LETTER_BATCH_NOT_STOPPED'),
  changeBatch('cancel', 'Leaves what was not begun untouched.', 'LETTER_BATCH_ENDED'),
]
