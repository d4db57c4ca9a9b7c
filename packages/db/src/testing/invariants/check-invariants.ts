import type pg from 'pg'
import { checkEvents } from './check-events.ts'
import { checkReusedResults } from './check-given.ts'
import { checkRows } from './check-rows.ts'
import { type ExecutionSnapshot, loadSnapshots } from './load-snapshots.ts'
import { readPlan, workKey } from './read-plan.ts'
import type { Violation } from './violation.ts'

export interface CheckInvariantsOptions {
  /** Ids of starts that were acknowledged: each must have come to its end. */
  acknowledged?: readonly string[]
  /**
   * Ids of executions that ran without a fault: what another execution of the same version with the same input, and with
   * the same parts of it given and left out, put out must be what these did. Their children count as well.
   */
  reference?: readonly string[]
}

export interface InvariantReport {
  executions: number
  nodeRuns: number
  violations: Violation[]
}

const TERMINAL = new Set(['completed', 'failed', 'cancelled'])

/** Checks the promises I1 to I11 on everything that a database at rest holds, from the database alone. */
export async function checkInvariants(pool: pg.Pool, options: CheckInvariantsOptions = {}): Promise<InvariantReport> {
  const { acknowledged = [], reference = [] } = options
  const violations: Violation[] = []
  const unseen = new Set(acknowledged)
  const outputs = await readReferenceOutputs(pool, reference)
  let executions = 0
  let nodeRuns = 0
  for await (const snapshot of loadSnapshots(pool)) {
    executions += 1
    nodeRuns += snapshot.nodes.size
    const { id: executionId } = snapshot
    const report = (invariant: Violation['invariant'], message: string, nodeId?: string) =>
      violations.push({ invariant, message, executionId, ...(nodeId !== undefined && { nodeId }) })
    unseen.delete(executionId)
    // A child of a node that stopped early was created and never begun: it owes no end.
    if (snapshot.entryNodeId !== null && !TERMINAL.has(snapshot.status)) report('I1', `is still ${snapshot.status}`)
    const plan = readPlan(snapshot)
    checkRows(snapshot, plan, report)
    checkEvents(snapshot, plan, report)
    checkOutputs(snapshot, outputs, report)
  }
  for (const executionId of unseen) violations.push({ invariant: 'I1', message: 'is gone', executionId })
  violations.push(...(await checkReusedResults(pool)))
  const { rows } = await pool.query(`SELECT execution_id, node_id, kind FROM outbox LIMIT 100`)
  for (const { execution_id: executionId, node_id: nodeId, kind } of rows)
    violations.push({ invariant: 'I8', message: `a ${kind} is left in the outbox`, executionId, nodeId })
  return { executions, nodeRuns, violations }
}

/** By what it was to do: how it ended and what its nodes put out. */
type ReferenceOutputs = Map<string, Pick<ExecutionSnapshot, 'status' | 'nodes'>>

async function readReferenceOutputs(pool: pg.Pool, ids: readonly string[]): Promise<ReferenceOutputs> {
  const outputs: ReferenceOutputs = new Map()
  if (ids.length === 0) return outputs
  const { rows } = await pool.query(
    `WITH RECURSIVE family AS (
       SELECT id FROM execution WHERE id = ANY($1)
       UNION SELECT e.id FROM execution e JOIN family f ON e.parent_execution_id = f.id)
     SELECT id FROM family`,
    [ids],
  )
  const family = new Set(rows.map((row) => row.id))
  for await (const snapshot of loadSnapshots(pool)) {
    if (!family.has(snapshot.id)) continue
    outputs.set(workKey(snapshot), { status: snapshot.status, nodes: snapshot.nodes })
  }
  return outputs
}

function checkOutputs(
  snapshot: ExecutionSnapshot,
  outputs: ReferenceOutputs,
  report: (invariant: 'I10', message: string, nodeId?: string) => void,
): void {
  const expected = outputs.get(workKey(snapshot))
  if (!expected) return
  const { status } = snapshot
  if (TERMINAL.has(status) && status !== 'cancelled' && status !== expected.status)
    report('I10', `is ${status}, without a fault ${expected.status}`)
  for (const node of snapshot.nodes.values()) {
    const missing = node.output === null && status !== 'completed'
    const wanted = expected.nodes.get(node.nodeId)?.output
    if (!missing && node.output !== wanted)
      report('I10', `put out ${cut(node.output)}, without a fault ${cut(wanted)}`, node.nodeId)
  }
}

function cut(text: string | null | undefined): string {
  return text == null ? 'nothing' : text.length > 100 ? `${text.slice(0, 100)}…` : text
}
