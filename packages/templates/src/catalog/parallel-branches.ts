import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** Three nodes at the same time, and a join that waits for all of them. */
export const parallelBranches: WorkflowTemplate = {
  id: 'parallel-branches',
  name: 'Parallel branches',
  summary: 'Three nodes work at the same time, and a join waits for all of them.',
  topic: 'Branches and joins',
  isSample: true,
  graph: {
    nodes: [
      { id: 'order', type: 'manual-trigger', name: 'Order received', config: {}, position: at(0, 1) },
      {
        id: 'reserve-stock',
        type: 'simulate',
        name: 'Reserve stock',
        config: { durationMs: 1_500, output: { reserved: true, warehouse: 'North' } },
        position: at(1, 0),
      },
      {
        id: 'charge-card',
        type: 'simulate',
        name: 'Charge card',
        config: { durationMs: 3_000, output: { charged: true, receipt: 'R-2041' } },
        position: at(1, 1),
      },
      {
        id: 'book-courier',
        type: 'simulate',
        name: 'Book courier',
        config: { durationMs: 2_200, output: { booked: true, pickup: '09:30' } },
        position: at(1, 2),
      },
      {
        id: 'join',
        type: 'merge',
        name: 'Wait for all three',
        config: {},
        settings: { join: 'all' },
        position: at(2, 1),
      },
      {
        id: 'confirm',
        type: 'transform',
        name: 'Confirm the order',
        config: {
          fields: [
            { name: 'orderId', value: '{{ nodes["order"].output.orderId }}' },
            { name: 'receipt', value: '{{ nodes["charge-card"].output.receipt }}' },
            { name: 'pickup', value: '{{ nodes["book-courier"].output.pickup }}' },
          ],
        },
        position: at(3, 1),
      },
    ],
    edges: [
      connect('order', 'reserve-stock'),
      connect('order', 'charge-card'),
      connect('order', 'book-courier'),
      connect('reserve-stock', 'join'),
      connect('charge-card', 'join'),
      connect('book-courier', 'join'),
      connect('join', 'confirm'),
    ],
  },
  input: { orderId: 'A-1001', total: 42 },
}
