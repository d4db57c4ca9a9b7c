import type { TriggerSummary } from '@spane/api'

const WHAT = { failed: 'fails', completed: 'completes', cancelled: 'is cancelled' } as const

/** What a trigger of executions that end listens to, in a sentence. */
export function describeEnds({ statuses, workflows }: NonNullable<TriggerSummary['ends']>): string {
  const ends = new Intl.ListFormat('en', { type: 'disjunction' }).format(statuses.map((status) => WHAT[status]))
  if (workflows === null) return `When an execution of any other workflow ${ends}.`
  const names = workflows.map(({ name }) => `“${name}”`)
  return `When an execution of ${new Intl.ListFormat('en', { type: 'disjunction' }).format(names)} ${ends}.`
}
