import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** A person decides, by a form or a link; nobody does, and it is escalated. */
export const approvalByForm: WorkflowTemplate = {
  id: 'approval-by-form',
  name: 'Approval by form',
  summary: 'Waits for a person to approve by a form, goes on with the answer, and escalates after two days of silence.',
  topic: 'People',
  setup:
    'To send the form to somebody, give **Approval** the webhook of a chat. Without one it is answered on the page of the execution.',
  graph: {
    nodes: [
      { id: 'expense', type: 'manual-trigger', name: 'Expense is claimed', config: {}, position: at(0, 1) },
      {
        id: 'approval',
        type: 'wait-for-signal',
        name: 'Approval',
        config: {
          name: 'Approval of the expense',
          instructions: 'Look at the amount and say whether it is paid.',
          answer: [
            { name: 'approved', kind: 'yes-no' },
            { name: 'comment', kind: 'text' },
          ],
          limit: 'port',
          amount: 2,
          unit: 'days',
        },
        position: at(1, 1),
      },
      {
        id: 'decision',
        type: 'if',
        name: 'Approved?',
        config: { conditions: [{ left: '{{ input.approved }}', operator: 'is-true' }] },
        position: at(2, 0),
      },
      {
        id: 'pay',
        type: 'transform',
        name: 'Pay it',
        config: { fields: [{ name: 'outcome', value: 'paid' }] },
        position: at(3, 0),
      },
      {
        id: 'decline',
        type: 'transform',
        name: 'Send it back',
        config: {
          fields: [
            { name: 'outcome', value: 'declined' },
            { name: 'comment', value: '{{ input.comment }}' },
          ],
        },
        position: at(3, 1),
      },
      {
        id: 'escalate',
        type: 'transform',
        name: 'Ask the next one',
        config: { fields: [{ name: 'outcome', value: 'escalated' }] },
        position: at(3, 2),
      },
      { id: 'settled', type: 'merge', name: 'Settled', config: { mode: 'combine' }, position: at(4, 1) },
      {
        id: 'tell',
        type: 'transform',
        name: 'Write to the employee',
        config: {
          fields: [
            {
              name: 'message',
              value: 'Your expense of {{ nodes["expense"].output.amount }} was {{ input.outcome }}.',
            },
          ],
        },
        position: at(5, 1),
      },
    ],
    edges: [
      connect('expense', 'approval'),
      connect('approval', 'decision'),
      connect('approval', 'escalate', 'timeout'),
      connect('decision', 'pay', 'true'),
      connect('decision', 'decline', 'false'),
      connect('pay', 'settled'),
      connect('decline', 'settled'),
      connect('escalate', 'settled'),
      connect('settled', 'tell'),
    ],
  },
  input: { amount: 48, purpose: 'Train to the customer' },
}
