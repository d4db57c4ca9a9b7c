import type { DeadLetterGroup, DeadLetterGroupFilter } from '@spane/engine'
import type pg from 'pg'
import { toLetterGroup } from './row-mapping.ts'

/** Groups of dead letters, the one that failed last first: rows that triggers keep, nothing is counted here. */
export async function listLetterGroups(pool: pg.Pool, filter: DeadLetterGroupFilter): Promise<DeadLetterGroup[]> {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const where = [`g.workspace_id = ${bind(filter.workspaceId)}`]
  const statuses = new Set(filter.status === undefined ? [] : [filter.status].flat())
  if (statuses.size > 0) where.push(hasOneOf(statuses))
  if (filter.workflowId !== undefined) where.push(`g.workflow_id = ${bind(filter.workflowId)}`)
  if (filter.fingerprint !== undefined) where.push(`g.fingerprint = ANY(${bind(filter.fingerprint)}::text[])`)
  if (filter.errorCode !== undefined) where.push(`g.error_code = ${bind(filter.errorCode)}`)
  if (filter.text !== undefined) {
    const part = bind(`%${filter.text.replaceAll(/[\\%_]/g, '\\$&')}%`)
    where.push(`(g.error_message ILIKE ${part} OR g.error_code ILIKE ${part} OR g.node_id ILIKE ${part})`)
  }
  if (filter.since !== undefined) where.push(`g.last_failed_at >= to_timestamp(${bind(filter.since)}::float8 / 1000.0)`)
  if (filter.before) {
    const { lastFailedAt, fingerprint } = filter.before
    const key = `(to_timestamp(${bind(lastFailedAt)}::float8 / 1000.0), ${bind(fingerprint)}::text)`
    where.push(`(g.last_failed_at, g.fingerprint) < ${key}`)
  }
  const { rows } = await pool.query(
    `SELECT g.* FROM dead_letter_group g WHERE ${where.join(' AND ')}
     ORDER BY g.last_failed_at DESC, g.fingerprint DESC LIMIT ${bind(filter.limit)}`,
    values,
  )
  return rows.map(toLetterGroup)
}

/** As the partial index of unresolved groups has it, where that is what is asked for. */
function hasOneOf(statuses: ReadonlySet<string>): string {
  const columns = ['open', 'retrying', 'resolved', 'discarded', 'void'].filter((column) => statuses.has(column))
  return `${columns.map((column) => `g.${column}`).join(' + ')} > 0`
}
