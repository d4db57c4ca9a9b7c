import type { Workflow, WorkflowEdge, WorkflowNode } from '../definition.ts'
import { isSameJson } from '../is-same-json.ts'
import { EMPTY_LAYOUT, type Group, type Note, type WorkflowLayout } from '../layout.ts'
import { Decider } from './decider.ts'
import type { ChooseSide, MergeConflict, MergeRenames } from './merge-conflict.ts'
import {
  type ContestedNodes,
  mergeBag,
  mergeGroup,
  mergeNode,
  mergeNote,
  present,
  type Three,
} from './merge-elements.ts'
import { byId, insertInOrder, mergeList } from './merge-list.ts'
import { findRenames, freeId, renameElements } from './rename-elements.ts'

export interface MergeRequest {
  /** What both sides began with. */
  base: Workflow
  mine: Workflow
  theirs: Workflow
  /** Decides conflicts. Those that it leaves open are listed, and theirs stands in the result. */
  choose?: ChooseSide
}

export interface MergedWorkflow {
  /** Theirs with all changes of mine that meet nothing of theirs; the same object when there are none. */
  workflow: Workflow
  /** What nobody has decided yet. */
  conflicts: MergeConflict[]
  renames: MergeRenames
}

/**
 * Merges two sides by what each changed since their base. The unit is a field of an element: a key of a config or of the
 * settings, a name, a position; edges come and go as a whole. Pure, and the same for the server and for every client.
 */
export function mergeWorkflows({ base, mine: given, theirs, choose = () => undefined }: MergeRequest): MergedWorkflow {
  const renames = findRenames(base, given, theirs)
  if (isSameJson(given, base)) return { workflow: theirs, conflicts: [], renames }
  if (isSameJson(theirs, base)) return { workflow: given, conflicts: [], renames }
  const mine = renameElements(given, renames)
  const decider = new Decider(choose)
  const nodes = mergeList<WorkflowNode>(decider, pick({ base, mine, theirs }, 'nodes'), {
    kind: 'node',
    merge: (three) => mergeNode(decider, three),
    isEdited: edited({ base, mine, theirs }),
  })
  const nodeIds = new Set(nodes.items.map(({ id }) => id))
  const edges = mergeEdges({ base, mine, theirs }, nodes).filter(
    ({ source, target }) => nodeIds.has(source) && nodeIds.has(target),
  )
  const layout = mergeLayout(decider, { base, mine, theirs }, nodes, nodeIds)
  const head = mergeHead(decider, { base, mine, theirs })
  const entryNodeId = head.entryNodeId !== undefined && nodeIds.has(head.entryNodeId) ? head.entryNodeId : undefined
  const merged = present({ ...head, entryNodeId, nodes: nodes.items, edges, layout }) as unknown as Workflow
  return { workflow: isSameJson(merged, theirs) ? theirs : merged, conflicts: decider.open, renames }
}

function mergeHead(decider: Decider, { base, mine, theirs }: Three<Workflow>): Omit<Workflow, 'nodes' | 'edges'> {
  const subject = { kind: 'workflow', id: '' } as const
  const field = (name: 'name' | 'entryNodeId') => decider.field(subject, name, base[name], mine[name], theirs[name])
  const settings = mergeBag(
    (key, ...values) => decider.field(subject, `settings.${key}`, ...values),
    base.settings ?? {},
    mine.settings ?? {},
    theirs.settings ?? {},
  )
  return {
    id: theirs.id,
    name: field('name') as string,
    entryNodeId: field('entryNodeId') as string | undefined,
    settings: Object.keys(settings).length > 0 ? settings : theirs.settings && {},
  }
}

/** A node is edited, too, when an edge was drawn to or from it. */
function edited({ base, mine, theirs }: Three<Workflow>) {
  const before = byId(base.edges)
  const newEnds = (workflow: Workflow) =>
    new Set(workflow.edges.filter(({ id }) => !before.has(id)).flatMap(({ source, target }) => [source, target]))
  const ends = { mine: newEnds(mine), theirs: newEnds(theirs) }
  const still = ({ position: _, ...node }: WorkflowNode) => node
  return (was: WorkflowNode, now: WorkflowNode, side: 'mine' | 'theirs'): boolean =>
    ends[side].has(now.id) || !isSameJson(still(was), still(now))
}

function mergeEdges({ base, mine, theirs }: Three<Workflow>, nodes: ContestedNodes): WorkflowEdge[] {
  const before = byId(base.edges)
  const own = byId(mine.edges)
  const others = byId(theirs.edges)
  const touches = (edge: WorkflowEdge, ids: ReadonlySet<string>) => ids.has(edge.source) || ids.has(edge.target)
  const fromTheirs = theirs.edges.flatMap((edge): WorkflowEdge[] => {
    const was = before.get(edge.id)
    const mineNow = own.get(edge.id)
    if (was && !mineNow) return touches(edge, nodes.kept) ? [edge] : []
    if (was && mineNow && isSameJson(edge, was)) return [isSameJson(mineNow, edge) ? edge : mineNow]
    return [edge]
  })
  const taken = new Set([...before.keys(), ...own.keys(), ...others.keys()])
  const ends = new Set(fromTheirs.map(endsOf))
  const ordered: WorkflowEdge[] = []
  const added: WorkflowEdge[] = []
  for (const edge of mine.edges) {
    const was = before.get(edge.id)
    const isOld = was !== undefined || (others.has(edge.id) && isSameJson(others.get(edge.id), edge))
    // One that theirs removed comes back only with a node that mine holds on to.
    if (isOld && (others.has(edge.id) || !touches(edge, nodes.restored))) {
      ordered.push(edge)
      continue
    }
    if (ends.has(endsOf(edge))) continue
    const free = others.has(edge.id) ? { ...edge, id: freeId(edge.id, taken) } : edge
    taken.add(free.id)
    ends.add(endsOf(free))
    ordered.push(free)
    added.push(free)
  }
  return insertInOrder(fromTheirs, added, ordered)
}

function endsOf({ source, sourcePort, target, targetPort }: WorkflowEdge): string {
  return JSON.stringify([source, sourcePort, target, targetPort])
}

function mergeLayout(
  decider: Decider,
  { base, mine, theirs }: Three<Workflow>,
  contested: ContestedNodes,
  nodeIds: ReadonlySet<string>,
): WorkflowLayout | undefined {
  const layouts = {
    base: base.layout ?? EMPTY_LAYOUT,
    mine: mine.layout ?? EMPTY_LAYOUT,
    theirs: theirs.layout ?? EMPTY_LAYOUT,
  }
  const notes = mergeList<Note>(decider, pick(layouts, 'notes'), {
    kind: 'note',
    merge: (three) => mergeNote(decider, three),
    isEdited: (was, now) => was.text !== now.text,
  }).items
  const groups = mergeList<Group>(decider, pick(layouts, 'groups'), {
    kind: 'group',
    merge: (three) => mergeGroup(decider, three, contested),
    isEdited: (was, now) => was.name !== now.name,
  }).items.flatMap((group): Group[] => {
    const left = group.nodeIds.filter((id) => nodeIds.has(id))
    if (left.length === group.nodeIds.length) return [group]
    return left.length > 0 ? [{ ...group, nodeIds: left }] : []
  })
  return notes.length + groups.length > 0 ? { notes, groups } : undefined
}

function pick<T, K extends keyof T>({ base, mine, theirs }: Three<T>, key: K): Three<T[K]> {
  return { base: base[key], mine: mine[key], theirs: theirs[key] }
}
