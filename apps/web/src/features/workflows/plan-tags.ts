import type { WorkflowTag } from '@spane/api'

/** Whether all, some or none of the workflows have a tag. */
export type TagState = boolean | 'indeterminate'

export function tagStates(workflows: readonly { tags: readonly WorkflowTag[] }[]): Map<string, TagState> {
  const counts = new Map<string, number>()
  for (const { tags } of workflows) for (const { id } of tags) counts.set(id, (counts.get(id) ?? 0) + 1)
  return new Map([...counts].map(([id, count]) => [id, count === workflows.length ? true : 'indeterminate']))
}

/** What to ask for so that the workflows have the tags as they were ticked; `names` are new ones. */
export function planTags(
  tags: readonly WorkflowTag[],
  before: ReadonlyMap<string, TagState>,
  after: ReadonlyMap<string, TagState>,
  names: readonly string[],
): { add: string[]; remove: string[] } {
  const changed = tags.filter(({ id }) => (before.get(id) ?? false) !== (after.get(id) ?? false))
  return {
    add: [...changed.filter(({ id }) => after.get(id) === true).map(({ name }) => name), ...names],
    remove: changed.filter(({ id }) => !after.get(id)).map(({ id }) => id),
  }
}
