import type { DeadLetterFilter, DeadLetterStatus } from '@spane/engine'

const ALL: DeadLetterStatus[] = ['open', 'retrying', 'resolved', 'discarded', 'void']

/**
 * The dead letters that match, the newest failure first. Each status (and group) is read in the order of an index of its
 * own and only as far as the page needs, so that a page costs the same however many letters there are.
 */
export function letterQuery(filter: DeadLetterFilter): { text: string; values: unknown[] } {
  const values: unknown[] = []
  const bind = (value: unknown) => `$${values.push(value)}`
  const statuses = filter.status === undefined ? ALL : [filter.status].flat()
  const from = [`unnest(${bind(statuses)}::text[]) AS s(status)`]
  const where = [`d.workspace_id = ${bind(filter.workspaceId)}`, 'd.status = s.status']
  if (filter.fingerprint !== undefined) {
    from.push(`unnest(${bind([filter.fingerprint].flat())}::text[]) AS f(fingerprint)`)
    where.push('d.fingerprint = f.fingerprint')
  }
  if (filter.workflowId !== undefined) where.push(`d.workflow_id = ${bind(filter.workflowId)}`)
  if (filter.since !== undefined) where.push(`d.failed_at >= to_timestamp(${bind(filter.since)}::float8 / 1000.0)`)
  if (filter.until !== undefined) where.push(`d.failed_at < to_timestamp(${bind(filter.until)}::float8 / 1000.0)`)
  if (filter.before) {
    const { failedAt, id } = filter.before
    where.push(`(d.failed_at, d.id) < (to_timestamp(${bind(failedAt)}::float8 / 1000.0), ${bind(id)}::uuid)`)
  }
  const limit = bind(filter.limit)
  const text = `SELECT page.* FROM ${from.join(' CROSS JOIN ')} CROSS JOIN LATERAL (
      SELECT d.* FROM dead_letter d WHERE ${where.join(' AND ')} ORDER BY d.failed_at DESC, d.id DESC LIMIT ${limit}
    ) page ORDER BY page.failed_at DESC, page.id DESC LIMIT ${limit}`
  return { text, values }
}
