import type { ApiProblem } from '@spane/api'

/** Failures that are named one by one. */
const MOST_NAMED = 3

export interface ResultWords {
  /** What the items are, e.g. `['execution', 'executions']`. */
  noun: readonly [one: string, many: string]
  /** Participles, e.g. `stopped`. */
  done: string
  undone: string
  nameOf: (id: string) => string
}

/** What became of a request about many, for a message. */
export function describeResults(
  items: readonly ({ id: string } | { id: string; problem: ApiProblem })[],
  { noun: [one, many], done, undone, nameOf }: ResultWords,
): { ok: boolean; title: string; description?: string } {
  const failures = items.flatMap((item) => ('problem' in item ? [item] : []))
  const count = (amount: number) => `${amount.toLocaleString('en')} ${amount === 1 ? one : many}`
  if (failures.length === 0) return { ok: true, title: `${count(items.length)} ${done}` }
  const named = failures.slice(0, MOST_NAMED).map(({ id, problem }) => `${nameOf(id)}: ${problem.message}`)
  const more = failures.length > MOST_NAMED ? [`and ${failures.length - MOST_NAMED} more`] : []
  return {
    ok: false,
    title:
      items.length === 1
        ? `1 ${one} ${undone}`
        : `${count(failures.length)} of ${items.length.toLocaleString('en')} ${undone}`,
    description: [...named, ...more].join('\n'),
  }
}
