import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** A part that several workflows run: changed in one place, published once. */
export const sharedPart: WorkflowTemplate = {
  id: 'shared-part',
  name: 'A workflow within a workflow',
  summary:
    'Hands a part of the work to a workflow of its own, which others can run as well, and goes on with its result.',
  topic: 'Lists and parts',
  setup: 'The prices stand in the workflow **Price an order**, which was made with this one. Publish it after changes.',
  graph: {
    nodes: [
      { id: 'order', type: 'manual-trigger', name: 'Order received', config: {}, position: at(0, 0) },
      {
        id: 'price',
        type: 'sub-workflow',
        name: 'Price it',
        config: { workflowId: 'part:price', inputMode: 'map', input: { lines: '{{ input.lines }}' } },
        position: at(1, 0),
      },
      {
        id: 'confirm',
        type: 'transform',
        name: 'Confirm the order',
        config: {
          fields: [
            { name: 'customer', value: '{{ nodes["order"].output.customer }}' },
            { name: 'total', value: '{{ input.total }}' },
          ],
        },
        position: at(2, 0),
      },
    ],
    edges: [connect('order', 'price'), connect('price', 'confirm')],
  },
  parts: [
    {
      id: 'part:price',
      name: 'Price an order',
      graph: {
        nodes: [
          { id: 'lines', type: 'manual-trigger', name: 'Lines of an order', config: {}, position: at(0, 0) },
          {
            id: 'sum',
            type: 'code',
            name: 'Add them up',
            config: {
              code: [
                'const net = input.lines.reduce((sum, line) => sum + line.count * line.price, 0)',
                'const shipping = net >= 50 ? 0 : 4.9',
                'return { net, shipping, total: net + shipping }',
                '',
              ].join('\n'),
            },
            position: at(1, 0),
          },
        ],
        edges: [connect('lines', 'sum')],
      },
    },
  ],
  input: {
    customer: 'Ada',
    lines: [
      { count: 2, price: 12 },
      { count: 1, price: 30 },
    ],
  },
}
