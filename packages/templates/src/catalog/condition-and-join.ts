import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** A branch that is taken, one that is skipped, and a join that fires all the same. */
export const conditionAndJoin: WorkflowTemplate = {
  id: 'condition-and-join',
  name: 'Condition and join',
  summary: 'A condition takes one of two branches; the join behind them fires all the same.',
  topic: 'Branches and joins',
  isSample: true,
  graph: {
    nodes: [
      { id: 'order', type: 'manual-trigger', name: 'Order received', config: {}, position: at(0, 1) },
      {
        id: 'large-order',
        type: 'if',
        name: 'Over 100?',
        config: {
          conditions: [{ left: '{{ input.total }}', operator: 'greater', right: '100' }],
        },
        position: at(1, 1),
      },
      {
        id: 'review',
        type: 'simulate',
        name: 'Review by hand',
        config: { durationMs: 2_500, output: { decision: 'approved after a review' } },
        position: at(2, 0),
      },
      {
        id: 'approve',
        type: 'transform',
        name: 'Approve at once',
        config: { fields: [{ name: 'decision', value: 'approved at once' }] },
        position: at(2, 2),
      },
      { id: 'decision', type: 'merge', name: 'Decision', config: {}, position: at(3, 1) },
      {
        id: 'notify',
        type: 'transform',
        name: 'Write to the customer',
        config: {
          fields: [
            {
              name: 'message',
              value: 'Order {{ nodes["order"].output.orderId }} was {{ (input.review ?? input.approve).decision }}.',
            },
          ],
        },
        position: at(4, 1),
      },
    ],
    edges: [
      connect('order', 'large-order'),
      connect('large-order', 'review', 'true'),
      connect('large-order', 'approve', 'false'),
      connect('review', 'decision'),
      connect('approve', 'decision'),
      connect('decision', 'notify'),
    ],
  },
  input: { orderId: 'A-1002', total: 250 },
}
