import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/**
 * A node that uses up its attempts and becomes a dead letter. Retrying the letter gives it the attempt that succeeds, and
 * the execution is completed.
 */
export const failsThenSucceeds: WorkflowTemplate = {
  id: 'fails-then-succeeds',
  name: 'Fails, then succeeds on retry',
  summary: 'A node uses up its attempts and leaves a dead letter; retrying it completes the execution.',
  topic: 'Failures and limits',
  isSample: true,
  graph: {
    nodes: [
      { id: 'invoice', type: 'manual-trigger', name: 'Invoice is due', config: {}, position: at(0, 0) },
      {
        id: 'prepare',
        type: 'transform',
        name: 'Prepare the invoice',
        config: {
          fields: [
            { name: 'number', value: '{{ input.number }}' },
            { name: 'amount', value: '{{ Math.round(input.net * 119) / 100 }}' },
          ],
        },
        position: at(1, 0),
      },
      {
        id: 'send',
        type: 'simulate',
        name: 'Send to accounting',
        config: {
          durationMs: 800,
          outcome: 'fail-first',
          failures: 2,
          message: 'The accounting system did not answer',
        },
        settings: { retries: 1, backoff: { type: 'fixed', delay: 2_000 } },
        position: at(2, 0),
      },
      {
        id: 'archive',
        type: 'transform',
        name: 'File it as sent',
        config: {
          fields: [
            { name: 'number', value: '{{ nodes["prepare"].output.number }}' },
            { name: 'sent', value: '{{ true }}' },
          ],
        },
        position: at(3, 0),
      },
    ],
    edges: [connect('invoice', 'prepare'), connect('prepare', 'send'), connect('send', 'archive')],
  },
  input: { number: 'INV-7', net: 120 },
}
