import type { DeadLetterRow, ExecutionPatch, LetterEntryRow } from '@spane/engine'
import type pg from 'pg'
import { type Column, columnValues, timestamp, unnest } from './column-set.ts'
import { plainText } from './row-mapping.ts'

const letterFields: Column<DeadLetterRow>[] = [
  { name: 'id', type: 'uuid', value: (row) => row.id },
  { name: 'workspace_id', type: 'text', value: (row) => row.workspaceId },
  { name: 'workflow_id', type: 'text', value: (row) => row.workflowId },
  { name: 'execution_id', type: 'uuid', value: (row) => row.executionId },
  { name: 'node_id', type: 'text', value: (row) => row.nodeId },
  { name: 'status', type: 'text', value: (row) => row.status },
  { name: 'error_code', type: 'text', value: (row) => plainText(row.errorCode) },
  { name: 'error_message', type: 'text', value: (row) => plainText(row.errorMessage) },
  { name: 'fingerprint', type: 'text', value: (row) => row.fingerprint },
  { name: 'failures', type: 'int4', value: (row) => row.failures },
  { name: 'attempts', type: 'int4', value: (row) => row.attempts },
  { name: 'created_at', type: 'time', value: (row) => row.createdAt },
  { name: 'failed_at', type: 'time', value: (row) => row.failedAt },
  { name: 'updated_at', type: 'time', value: (row) => row.updatedAt },
  { name: 'entries', type: 'int4', value: (row) => row.entries },
  { name: 'batch_id', type: 'uuid', value: (row) => row.batchId },
  { name: 'successor_id', type: 'uuid', value: (row) => row.successorId },
]
/** What a letter keeps for its life. */
const FIXED = new Set(['id', 'workspace_id', 'workflow_id', 'execution_id', 'node_id', 'created_at'])

const entryFields: Column<LetterEntryRow>[] = [
  { name: 'letter_id', type: 'uuid', value: (row) => row.letterId },
  { name: 'seq', type: 'int4', value: (row) => row.seq },
  { name: 'at', type: 'time', value: (row) => row.at },
  { name: 'kind', type: 'text', value: (row) => row.kind },
  { name: 'by', type: 'text', value: (row) => row.by },
  { name: 'batch_id', type: 'uuid', value: (row) => row.batchId },
  { name: 'edited_input', type: 'bool', value: (row) => row.editedInput },
  { name: 'version_id', type: 'uuid', value: (row) => row.versionId },
  { name: 'successor_id', type: 'uuid', value: (row) => row.successorId },
  { name: 'error_code', type: 'text', value: (row) => row.errorCode && plainText(row.errorCode) },
  { name: 'error_message', type: 'text', value: (row) => row.errorMessage && plainText(row.errorMessage) },
  { name: 'attempts', type: 'int4', value: (row) => row.attempts },
]

function insert<Row>(table: string, fields: readonly Column<Row>[]): string {
  const names = fields.map(({ name }) => name)
  const values = fields.map(({ name, type }) => (type === 'time' ? timestamp(`x.${name}`, '0') : `x.${name}`))
  return `INSERT INTO ${table} (${names.join(', ')}) SELECT ${values.join(', ')} FROM ${unnest(fields, 'x', 1)}`
}

const changes = letterFields.filter(({ name }) => !FIXED.has(name)).map(({ name }) => `${name} = EXCLUDED.${name}`)
const LETTERS = `${insert('dead_letter', letterFields)} ON CONFLICT (id) DO UPDATE SET ${changes.join(', ')}`
const ENTRIES = insert('dead_letter_entry', entryFields)

/**
 * Writes the dead letters of a transaction and their histories. Statements of their own, because most transactions have
 * none; sent at once, like all of `writePatches`.
 */
export async function writeLetters(
  client: Pick<pg.ClientBase, 'query'>,
  patches: readonly ExecutionPatch[],
): Promise<void> {
  const letters = patches.flatMap((patch) => [...patch.insertedLetters, ...patch.updatedLetters])
  const entries = patches.flatMap((patch) => patch.letterEntries)
  const queries: Promise<unknown>[] = []
  if (letters.length > 0) {
    queries.push(client.query({ name: 'write-letters', text: LETTERS, values: columnValues(letterFields, letters, 0) }))
  }
  if (entries.length > 0) {
    queries.push(client.query({ name: 'write-entries', text: ENTRIES, values: columnValues(entryFields, entries, 0) }))
  }
  await Promise.all(queries)
}
