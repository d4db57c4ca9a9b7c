import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** A wait of days that no restart forgets. */
export const followUp: WorkflowTemplate = {
  id: 'follow-up',
  name: 'Follow up after three days',
  summary: 'Waits three days after an invoice was sent, asks whether it was paid, and reminds the customer if not.',
  topic: 'People',
  setup: 'Set the addresses of your accounting in **Was it paid?** and **Send a reminder**.',
  graph: {
    nodes: [
      { id: 'invoice', type: 'manual-trigger', name: 'Invoice was sent', config: {}, position: at(0, 0) },
      {
        id: 'wait',
        type: 'delay',
        name: 'Three days',
        config: { mode: 'for', amount: 3, unit: 'days' },
        position: at(1, 0),
      },
      {
        id: 'look-up',
        type: 'http',
        name: 'Was it paid?',
        config: { url: 'https://api.example.com/invoices/{{ input.number }}' },
        settings: { retries: 4, backoff: { type: 'exponential', delay: 5_000 } },
        position: at(2, 0),
      },
      {
        id: 'paid',
        type: 'if',
        name: 'Paid?',
        config: { conditions: [{ left: '{{ input.body.paid }}', operator: 'is-true' }] },
        position: at(3, 0),
      },
      {
        id: 'remind',
        type: 'http',
        name: 'Send a reminder',
        config: {
          method: 'POST',
          url: 'https://api.example.com/invoices/{{ nodes["invoice"].output.number }}/reminders',
          sendIdempotencyKey: true,
        },
        settings: { retries: 4 },
        position: at(4, 1),
      },
      {
        id: 'close',
        type: 'transform',
        name: 'Close the case',
        config: { fields: [{ name: 'closed', value: '{{ nodes["invoice"].output.number }}' }] },
        position: at(4, 0),
      },
    ],
    edges: [
      connect('invoice', 'wait'),
      connect('wait', 'look-up'),
      connect('look-up', 'paid'),
      connect('paid', 'close', 'true'),
      connect('paid', 'remind', 'false'),
    ],
  },
  input: { number: 'INV-7' },
}
