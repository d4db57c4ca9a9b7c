import type { ExecutionView } from '@spane/realtime'
import type { Workflow } from '@spane/workflow'
import { type DisplayStatus, displayStatus } from '../run/display-status.ts'

/** One of the two runs that are compared. */
export interface ComparedRun {
  definition: Workflow
  view: ExecutionView
}

/** What a node gave in both: `same` is null unless it gave something in both. */
export interface ComparedOutput {
  nodeId: string
  bytes: readonly [number | null, number | null]
  same: boolean | null
}

export type Difference = 'only-first' | 'only-second' | 'status' | 'output' | 'attempts' | 'duration'

/** A node in two runs; the first of every pair is of the first run, null where that has no such node. */
export interface ComparedNode {
  nodeId: string
  name: string
  statuses: readonly [DisplayStatus | null, DisplayStatus | null]
  durations: readonly [number | null, number | null]
  attempts: readonly [number, number]
  output: 'same' | 'different' | 'none'
  /** The weightiest first; none for a node that did the same in both. */
  differences: Difference[]
}

/** A node counts as slower or faster from so much on: times always differ a little. */
const LEAST_FACTOR = 2
const LEAST_MS = 100

const WEIGHT: readonly Difference[] = ['only-first', 'only-second', 'status', 'output', 'attempts', 'duration']

/**
 * Two runs node by node: what differs most first, then in the order of the definition.
 * @param outputs what the nodes gave, of those that gave anything
 */
export function compareRuns(
  first: ComparedRun,
  second: ComparedRun,
  outputs: readonly ComparedOutput[],
): ComparedNode[] {
  const outputOf = new Map(outputs.map((output) => [output.nodeId, output]))
  const names = new Map<string, string>()
  for (const { definition } of [first, second]) {
    for (const node of definition.nodes) names.set(node.id, node.name || node.id)
  }
  const nodes = [...names].map(([nodeId, name]) => compareNode(nodeId, name, [first, second], outputOf.get(nodeId)))
  return nodes
    .map((node, index) => ({ node, index }))
    .sort((a, b) => weightOf(a.node) - weightOf(b.node) || a.index - b.index)
    .map(({ node }) => node)
}

function compareNode(
  nodeId: string,
  name: string,
  runs: readonly [ComparedRun, ComparedRun],
  output: ComparedOutput | undefined,
): ComparedNode {
  const ofBoth = <T>(read: (run: ComparedRun) => T): [T, T] => [read(runs[0]), read(runs[1])]
  const isThere = ofBoth(({ definition }) => definition.nodes.some(({ id }) => id === nodeId))
  const statuses = ofBoth(({ view, definition }) =>
    definition.nodes.some(({ id }) => id === nodeId) ? displayStatus(view, nodeId) : null,
  )
  const durations = ofBoth(({ view }) => view.nodes[nodeId]?.durationMs ?? null)
  const attempts = ofBoth(({ view }) => view.nodes[nodeId]?.attempt ?? 0)
  const [left, right] = output?.bytes ?? [null, null]
  const gave = left === null && right === null ? 'none' : output?.same ? 'same' : 'different'
  const differences: Difference[] = []
  if (!isThere[1]) differences.push('only-first')
  else if (!isThere[0]) differences.push('only-second')
  else {
    if (statuses[0] !== statuses[1]) differences.push('status')
    if (gave === 'different') differences.push('output')
    if (attempts[0] !== attempts[1] && attempts.every((count) => count > 0)) differences.push('attempts')
    if (isNoticeable(durations)) differences.push('duration')
  }
  return { nodeId, name, statuses, durations, attempts, output: gave, differences }
}

function isNoticeable([first, second]: readonly [number | null, number | null]): boolean {
  if (first === null || second === null || Math.abs(first - second) < LEAST_MS) return false
  return Math.max(first, second) >= LEAST_FACTOR * Math.min(first, second)
}

function weightOf({ differences: [weightiest] }: ComparedNode): number {
  return weightiest === undefined ? WEIGHT.length : WEIGHT.indexOf(weightiest)
}
