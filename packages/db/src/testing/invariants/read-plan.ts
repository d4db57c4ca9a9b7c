import type { ExecutionSnapshot } from './load-snapshots.ts'

/** What an execution was to do other than to run all from its entry on (rule 8.3), as its rows and events tell it. */
export interface Plan {
  /** Started whatever its edges say: the entry, or where a re-run begins. */
  first: string | null
  /** Nodes that were to take no part though their edges may reach them. */
  leftOut: ReadonlySet<string>
  /** Some results were there from the beginning, so not every node waits for its edges. */
  isPartial: boolean
}

const LEFT_OUT = new Set(['beyond', 'not-needed'])

export function readPlan({ events, nodes, entryNodeId, origin }: ExecutionSnapshot): Plan {
  const leftOut = new Set<string>()
  for (const event of events)
    if (event.type === 'node' && event.status === 'skipped' && LEFT_OUT.has(event.reason ?? ''))
      leftOut.add(event.nodeId)
  const runs = [...nodes.values()]
  const reused = runs.some(({ givenBy }) => givenBy !== null && givenBy !== 'pinned')
  const isPartial = reused || leftOut.size > 0
  const asked = origin?.kind === 'rerun' ? origin.nodeId : undefined
  // A run from a node on that is no re-run gives that node an input of its own.
  const edited = isPartial ? runs.find(({ inputOverride }) => inputOverride !== null)?.nodeId : undefined
  return { first: asked ?? edited ?? entryNodeId, leftOut, isPartial }
}

/** Executions with the same version, input and key were to do the same, so that their outputs can be compared. */
export function workKey(snapshot: ExecutionSnapshot): string {
  const { versionId, input, nodes } = snapshot
  const { first, leftOut, isPartial } = readPlan(snapshot)
  const parts = [...nodes.values()].flatMap(({ nodeId, givenBy, output, inputOverride }) => {
    const given = givenBy === null ? undefined : givenBy === 'pinned' ? `pinned ${output}` : 'reused'
    const part = { given, leftOut: leftOut.has(nodeId) || undefined, input: inputOverride ?? undefined }
    return Object.values(part).some((value) => value !== undefined) ? [[nodeId, part]] : []
  })
  return JSON.stringify([versionId, input, isPartial ? first : null, parts])
}
