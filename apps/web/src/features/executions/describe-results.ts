import type { ItemResult } from '@spane/api'

/** Failures that are named one by one. */
const MOST_NAMED = 3

/** What became of a request about many, for a message: `done` and `undone` are participles, e.g. `stopped`. */
export function describeResults(
  items: readonly ItemResult[],
  words: { done: string; undone: string },
): { ok: boolean; title: string; description?: string } {
  const failures = items.flatMap((item) => ('problem' in item ? [item] : []))
  const count = (many: number) => `${many.toLocaleString('en')} ${many === 1 ? 'execution' : 'executions'}`
  if (failures.length === 0) return { ok: true, title: `${count(items.length)} ${words.done}` }
  const named = failures.slice(0, MOST_NAMED).map(({ id, problem }) => `…${id.slice(-12)}: ${problem.message}`)
  const more = failures.length > MOST_NAMED ? [`and ${failures.length - MOST_NAMED} more`] : []
  return {
    ok: false,
    title: `${count(failures.length)} of ${items.length.toLocaleString('en')} ${words.undone}`,
    description: [...named, ...more].join('\n'),
  }
}
