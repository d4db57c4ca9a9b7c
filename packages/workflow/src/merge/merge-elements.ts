import type { WorkflowNode } from '../definition.ts'
import { isSameJson } from '../is-same-json.ts'
import type { Group, Note } from '../layout.ts'
import type { Decider } from './decider.ts'

/** An element as both sides and their base have it. */
export interface Three<T> {
  base: T
  mine: T
  theirs: T
}

/** Nodes that stay although one side deleted them: `restored` as mine has them, `kept` as theirs does. */
export interface ContestedNodes {
  restored: ReadonlySet<string>
  kept: ReadonlySet<string>
}

type Bag = Record<string, unknown>

/**
 * A node, field by field: each key of its config and of its settings is a field of its own. A type goes with its config,
 * because the fields of one type mean nothing to another.
 */
export function mergeNode(decider: Decider, { base, mine, theirs }: Three<WorkflowNode>): WorkflowNode {
  if (isSameJson(mine, base)) return theirs
  if (isSameJson(theirs, base)) return mine
  const subject = { kind: 'node', id: theirs.id } as const
  const field = (name: 'name' | 'disabled' | 'position') =>
    decider.field(subject, name, base[name], mine[name], theirs[name])
  const bag = (name: 'config' | 'settings') =>
    mergeBag(
      (key, ...values) => decider.field(subject, `${name}.${key}`, ...values),
      base[name] ?? {},
      mine[name] ?? {},
      theirs[name] ?? {},
    )
  const ofType = ({ type, config }: WorkflowNode) => ({ type, config })
  const typeChanged = mine.type !== base.type || theirs.type !== base.type
  const { type, config } = typeChanged
    ? (decider.field(subject, 'type', ofType(base), ofType(mine), ofType(theirs)) as ReturnType<typeof ofType>)
    : { type: theirs.type, config: bag('config') }
  const settings = bag('settings')
  return present({
    id: theirs.id,
    type,
    name: field('name'),
    config,
    settings: Object.keys(settings).length > 0 ? settings : theirs.settings && {},
    disabled: field('disabled'),
    position: field('position'),
  }) as WorkflowNode
}

export function mergeNote(decider: Decider, { base, mine, theirs }: Three<Note>): Note {
  const subject = { kind: 'note', id: theirs.id } as const
  const field = (name: 'text' | 'position' | 'size' | 'color') =>
    decider.field(subject, name, base[name], mine[name], theirs[name])
  return present({
    id: theirs.id,
    text: field('text'),
    position: field('position'),
    size: field('size'),
    color: field('color'),
  }) as Note
}

/**
 * Its nodes are a set: what either side put in is in, what either took out is out.
 * @param nodes those that stay although one side deleted them
 */
export function mergeGroup(decider: Decider, { base, mine, theirs }: Three<Group>, nodes: ContestedNodes): Group {
  const subject = { kind: 'group', id: theirs.id } as const
  const field = (name: 'name' | 'folded' | 'color') =>
    decider.field(subject, name, base[name], mine[name], theirs[name])
  const before = new Set(base.nodeIds)
  const kept = new Set(mine.nodeIds)
  const nodeIds = [
    ...theirs.nodeIds.filter((id) => kept.has(id) || !before.has(id) || nodes.kept.has(id)),
    ...mine.nodeIds.filter((id) => (!before.has(id) || nodes.restored.has(id)) && !theirs.nodeIds.includes(id)),
  ]
  return present({
    id: theirs.id,
    name: field('name'),
    nodeIds,
    folded: field('folded'),
    color: field('color'),
  }) as Group
}

/** Objects whose keys are fields of their own. Keys stand as theirs do, new ones of mine after them. */
export function mergeBag(
  decide: (key: string, base: unknown, mine: unknown, theirs: unknown) => unknown,
  base: object,
  mine: object,
  theirs: object,
): Bag {
  const keys = new Set([...Object.keys(theirs), ...Object.keys(mine)])
  const own = (bag: object, key: string) => (Object.hasOwn(bag, key) ? (bag as Bag)[key] : undefined)
  const entries = [...keys].map((key) => [key, decide(key, own(base, key), own(mine, key), own(theirs, key))] as const)
  // fromEntries defines the key `__proto__` as one of the object's own.
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** Without the fields that are undefined. */
export function present(value: Bag): Bag {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined))
}
