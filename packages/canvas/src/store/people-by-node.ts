import type { EditorPresence } from '../editor-props.ts'

export type PeopleByNode = ReadonlyMap<string, readonly EditorPresence[]>

export const NOBODY: PeopleByNode = new Map()

/** Who has selected which node; the list of a node stays the same object while its people do, so that its card is not drawn anew. */
export function indexPeople(people: readonly EditorPresence[], before: PeopleByNode): PeopleByNode {
  const lists = new Map<string, EditorPresence[]>()
  for (const person of people) {
    for (const nodeId of person.nodeIds) {
      const list = lists.get(nodeId)
      if (list) list.push(person)
      else lists.set(nodeId, [person])
    }
  }
  if (lists.size === 0) return NOBODY
  return new Map([...lists].map(([nodeId, list]) => [nodeId, isSame(before.get(nodeId), list)]))
}

function isSame(before: readonly EditorPresence[] | undefined, list: EditorPresence[]): readonly EditorPresence[] {
  const isEqual =
    before?.length === list.length &&
    list.every(({ key, name, hue }, index) => {
      const old = before[index]
      return old?.key === key && old.name === name && old.hue === hue
    })
  return before && isEqual ? before : list
}
