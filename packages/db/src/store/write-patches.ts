import { randomUUID } from 'node:crypto'
import {
  type ExecutionPatch,
  type ExecutionRow,
  isTerminal,
  type NodeRunRow,
  type OutboxKind,
  pendingNodeRun,
  type StartRequest,
} from '@spane/engine'
import type pg from 'pg'
import { type Column, columnValues } from './column-set.ts'
import { beginsChildren, createStagedChildren, dropStagedChildren } from './staged-children.ts'
import {
  type ColumnGroup,
  executionGroups,
  type In,
  type NodeWrite,
  nodeGroups,
  type PayloadWrite,
} from './write-columns.ts'
import { writeLetters } from './write-letters.ts'
import { columnsOf, NO_CHECK, type StatementShape, type WriteMode, writeStatement } from './write-statement.ts'

/** A larger value stands in a row of its own, so that updates of the node's row do not carry it (rule 4.3). */
export const INLINE_BYTES = 8 * 1024

export interface WrittenOutboxRow {
  id: string
  execution_id: string
  node_id: string
  kind: OutboxKind
}

/** An execution to create, with what its beginning changed when it begins at once. */
export interface Creation {
  request: StartRequest
  execution: ExecutionRow
  patch: ExecutionPatch | undefined
}

export interface Written {
  outbox: WrittenOutboxRow[]
  /** Ids of executions of which nothing was written; see {@link WriteMode}. */
  missing: string[]
}

/** What a statement holds: parameters and shape grow together. */
interface Rows {
  insertedNodes: In<NodeWrite>[]
  updatedNodes: In<NodeWrite>[]
  insertedMask: number
  updatedMask: number
  payloads: In<PayloadWrite>[]
}

/** Whether a patch is written by one statement alone. */
export function isOneStatement(patch: ExecutionPatch): boolean {
  const { clearOutbox, insertedLetters, updatedLetters } = patch
  const isPlain = !clearOutbox && insertedLetters.length === 0 && updatedLetters.length === 0
  return isPlain && !beginsChildren(patch)
}

/**
 * Writes patches in one statement, and what few of them have in others beside it. In mode `guarded` the one must be all,
 * and is a transaction by itself. What comes first is sent first and nothing is waited for, so that a COMMIT may follow.
 * All patches are of the same moment, and in the order of their ids.
 */
export async function writePatches(
  client: Pick<pg.ClientBase, 'query'>,
  patches: readonly ExecutionPatch[],
  mode: 'locked' | 'guarded',
): Promise<Written> {
  const cleared = patches.filter((patch) => patch.clearOutbox).map((patch) => patch.execution.id)
  const deleted = cleared.length > 0 ? deleteOutboxOf(client, cleared) : undefined
  const staged = mode === 'locked' ? createStagedChildren(client, patches) : undefined
  // Not of one that failed and only took its timer back: its retry begins the rest.
  const cancelled = patches.filter((patch) => patch.cancelled).map((patch) => patch.execution.id)
  const dropped = cancelled.length > 0 ? dropStagedChildren(client, cancelled) : undefined
  let executions = 0
  for (const { execution, before } of patches) executions |= maskOf(executionGroups, execution, before.execution)
  const rows = patches.map(({ execution, checkBy }) => ({
    row: execution,
    checkBy: isTerminal(execution.status) ? (patches[0]?.at ?? 0) + NO_CHECK : checkBy,
  }))
  const written = write(client, { mode, patches, executions }, (shape, base) =>
    columnValues(columnsOf(shape).executions, rows, base),
  )
  const [result] = await Promise.all([written, deleted, staged, dropped, writeLetters(client, patches)])
  return result
}

/** Creates executions and writes what their beginnings changed, in one statement. */
export function writeCreations(client: Pick<pg.ClientBase, 'query'>, creations: readonly Creation[]): Promise<Written> {
  const inputs: In<PayloadWrite>[] = []
  const rows = creations.map(({ request, execution }, index) => {
    const large = request.input.length > INLINE_BYTES
    const inputPayloadId = large ? randomUUID() : null
    if (inputPayloadId) inputs.push({ nth: index + 1, row: { id: inputPayloadId, body: request.input } })
    return {
      row: execution,
      idempotencyKey: request.idempotencyKey ?? null,
      input: large ? null : request.input,
      inputPayloadId,
    }
  })
  const at = creations[0]?.execution.createdAt ?? 0
  const patches = creations.map(({ execution, patch }) => patch ?? { execution, at })
  return write(client, { mode: 'created', patches, executions: 0, payloads: inputs }, (shape, base) =>
    columnValues(columnsOf(shape).created, rows, base),
  )
}

type Begun = Pick<ExecutionPatch, 'execution' | 'at'> & Partial<ExecutionPatch>

async function write(
  client: Pick<pg.ClientBase, 'query'>,
  request: { mode: WriteMode; patches: readonly Begun[]; executions: number; payloads?: In<PayloadWrite>[] },
  executionValues: (shape: StatementShape, base: number) => string[],
): Promise<Written> {
  const { mode, patches, executions } = request
  const base = patches[0]?.at ?? 0
  const of = <T>(pick: (patch: Begun) => readonly T[] | undefined): In<T>[] => {
    const items: In<T>[] = []
    patches.forEach((patch, index) => {
      for (const row of pick(patch) ?? []) items.push({ nth: index + 1, row })
    })
    return items
  }
  const nodes = nodeWrites(patches, request.payloads ?? [])
  const attempts = of((patch) => patch.attempts)
  const events = of(eventsOf)
  const logs = of((patch) => patch.logs)
  const ends = of(endsOf)
  const outbox = of((patch) => patch.outbox)
  const shape: StatementShape = {
    mode,
    executions,
    ...(nodes.insertedNodes.length > 0 && { insertedNodes: nodes.insertedMask }),
    ...(nodes.updatedNodes.length > 0 && { updatedNodes: nodes.updatedMask }),
    attempts: attempts.length > 0,
    events: events.length > 0,
    logs: logs.length > 0,
    payloads: nodes.payloads.length > 0,
    ends: ends.length > 0,
    outbox: outbox.length > 0,
  }
  const columns = columnsOf(shape)
  const values = [
    String(base),
    `{${patches.map(({ execution }) => execution.id).join(',')}}`,
    ...executionValues(shape, base),
  ]
  const add = <Row>(of: readonly Column<Row>[], rows: readonly Row[]) => {
    if (rows.length > 0) values.push(...columnValues(of, rows, base))
  }
  add(columns.insertedNodes, nodes.insertedNodes)
  add(columns.updatedNodes, nodes.updatedNodes)
  add(columns.attempts, attempts)
  add(columns.events, events)
  add(columns.logs, logs)
  add(columns.payloads, nodes.payloads)
  add(columns.ends, ends)
  add(columns.outbox, outbox)
  const { rows } = await client.query<WrittenOutboxRow & { missing: string | null }>({
    ...writeStatement(shape),
    values,
  })
  const missing = rows.find((row) => row.missing !== null)?.missing
  return { outbox: rows.filter((row) => row.missing === null), missing: missing ? missing.split(' ') : [] }
}

function nodeWrites(patches: readonly Begun[], payloads: In<PayloadWrite>[]): Rows {
  const rows: Rows = { insertedNodes: [], updatedNodes: [], insertedMask: 0, updatedMask: 0, payloads }
  patches.forEach((patch, index) => {
    const nth = index + 1
    const toWrite = (row: NodeRunRow): In<NodeWrite> => {
      if (row.output === null || row.output.length <= INLINE_BYTES)
        return { nth, row: { row, output: row.output, outputPayloadId: null } }
      const id = randomUUID()
      payloads.push({ nth, row: { id, body: row.output } })
      return { nth, row: { row, output: null, outputPayloadId: id } }
    }
    for (const row of patch.insertedNodes ?? []) {
      rows.insertedNodes.push(toWrite(row))
      rows.insertedMask |= maskOf(nodeGroups, row, NEW_NODE)
    }
    for (const row of patch.updatedNodes ?? []) {
      rows.updatedNodes.push(toWrite(row))
      rows.updatedMask |= maskOf(nodeGroups, row, patch.before?.nodes.get(row.nodeId) ?? NEW_NODE)
    }
  })
  // `pending_edges` has no default.
  rows.insertedMask |= 1
  return rows
}

/** What the columns of a new row hold that are not named. */
const NEW_NODE = pendingNodeRun('', 0)

function maskOf<State>(groups: readonly ColumnGroup<never, State>[], after: State, before: State): number {
  let mask = 0
  for (let index = 0; index < groups.length; index++) if (groups[index]?.differs(after, before)) mask |= 1 << index
  return mask
}

/** The events of a patch are one row: they are read together, and an index entry each would cost more than they do. */
function eventsOf({ events = [], execution }: Begun) {
  if (events.length === 0) return []
  const last = execution.eventSeq
  return [{ first: last - events.length + 1, last, body: JSON.stringify(events) }]
}

/** The ends among the changes: of executions that were started by themselves, because a child's is its parent's business. */
function endsOf({ execution, events = [] }: Begun) {
  const { workspaceId, parent, eventSeq } = execution
  if (parent !== null) return []
  return events.flatMap((event, index) =>
    event.type === 'execution' && isTerminal(event.status)
      ? [{ workspaceId, seq: eventSeq - events.length + 1 + index, status: event.status }]
      : [],
  )
}

/** In id order, like every deletion from the outbox, so that two of them cannot wait for each other. */
function deleteOutboxOf(client: Pick<pg.ClientBase, 'query'>, executionIds: string[]): Promise<unknown> {
  return client.query(
    `DELETE FROM outbox WHERE id IN
       (SELECT id FROM outbox WHERE execution_id = ANY($1::uuid[]) ORDER BY id FOR UPDATE)`,
    [executionIds],
  )
}
