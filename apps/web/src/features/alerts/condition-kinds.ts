import type { AlertCondition } from '@spane/alerts/alert-rule'

type Kind = AlertCondition['kind']

/** What can be watched, in the order of the form. */
export const CONDITION_LABELS = {
  'no-worker': 'No worker is alive',
  'dead-letters-new': 'New dead letters',
  'dead-letters-open': 'Many open dead letters',
  'failure-rate': 'Failure rate',
  'queue-age': 'Nodes wait too long',
} as const satisfies Record<Kind, string>

/** How a condition begins when its kind is chosen. */
export const CONDITION_DEFAULTS: { [K in Kind]: Extract<AlertCondition, { kind: K }> } = {
  'no-worker': { kind: 'no-worker' },
  'dead-letters-new': { kind: 'dead-letters-new', workflowId: null, minutes: 5 },
  'dead-letters-open': { kind: 'dead-letters-open', workflowId: null, over: 10 },
  'failure-rate': { kind: 'failure-rate', workflowId: null, percent: 20, minutes: 15, atLeast: 10 },
  'queue-age': { kind: 'queue-age', seconds: 60 },
}

/** A condition in a sentence. `nameOf`: of a workflow, where it is known. */
export function describeCondition(condition: AlertCondition, nameOf: (id: string) => string | undefined): string {
  const of = (workflowId: string | null) => (workflowId === null ? '' : ` of “${nameOf(workflowId) ?? workflowId}”`)
  switch (condition.kind) {
    case 'no-worker':
      return 'When no worker is alive.'
    case 'dead-letters-new':
      return `When a node${of(condition.workflowId)} fails for good, until none has for ${minutesOf(condition.minutes)}.`
    case 'dead-letters-open':
      return `When more than ${condition.over} dead letters${of(condition.workflowId)} are open.`
    case 'failure-rate':
      return `When ${condition.percent} % of the executions${of(condition.workflowId)} started within ${minutesOf(condition.minutes)} fail, of at least ${condition.atLeast}.`
    case 'queue-age':
      return `When a node waits longer than ${condition.seconds} s for a free slot.`
  }
}

function minutesOf(minutes: number): string {
  return minutes === 1 ? '1 minute' : `${minutes} minutes`
}
