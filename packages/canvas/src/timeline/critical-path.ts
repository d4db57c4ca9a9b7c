import type { WorkflowGraph } from '@spane/workflow'
import type { Timeline, TimelineRow } from './build-timeline.ts'

/**
 * The nodes that the length of the execution hangs on, first to last: from the node that settled last back, at each node to
 * the parent whose end let it start. That is the last one to settle before the node was ready, whichever its join rule is:
 * an edge that died late has held a join up, too.
 */
export function findCriticalPath({ rows }: Timeline, graph: WorkflowGraph): string[] {
  const byId = new Map(rows.map((row) => [row.nodeId, row]))
  const path: string[] = []
  let at = lastToEnd(rows)
  while (at && !path.includes(at.nodeId)) {
    path.unshift(at.nodeId)
    at = releasedBy(at, graph, byId)
  }
  return path
}

/** Of several that end together, the one that was at work last. */
function lastToEnd(rows: readonly TimelineRow[]): TimelineRow | undefined {
  let last: TimelineRow | undefined
  for (const row of rows) {
    if (row.segments.length === 0) continue
    if (!last || endOf(row) > endOf(last) || (endOf(row) === endOf(last) && row.from >= last.from)) last = row
  }
  return last
}

function releasedBy(
  row: TimelineRow,
  graph: WorkflowGraph,
  byId: ReadonlyMap<string, TimelineRow>,
): TimelineRow | undefined {
  let latest: TimelineRow | undefined
  for (const { source } of graph.incoming.get(row.nodeId) ?? []) {
    const parent = byId.get(source)
    if (parent?.to === undefined || parent.to > row.from) continue
    if (!latest || parent.to > (latest.to ?? 0)) latest = parent
  }
  return latest
}

/** What still goes on ends after all that has ended. */
function endOf(row: TimelineRow): number {
  const last = row.segments.at(-1)
  return last && last.to === undefined ? Number.POSITIVE_INFINITY : (row.to ?? last?.to ?? row.from)
}
