import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** A workflow for every item; one that fails does not stop the others. */
export const everyItem: WorkflowTemplate = {
  id: 'every-item',
  name: 'Every item, errors collected',
  summary: 'Runs a workflow for each item of a list, five at a time, and reports those that failed at the end.',
  topic: 'Lists and parts',
  setup: 'What is done with each order stands in the workflow **Ship an order**, which was made with this one.',
  graph: {
    nodes: [
      { id: 'orders', type: 'manual-trigger', name: 'Orders of the day', config: {}, position: at(0, 0) },
      {
        id: 'each',
        type: 'for-each',
        name: 'Ship every order',
        config: {
          workflowId: 'part:ship',
          items: '{{ input.orders }}',
          concurrency: 5,
          onItemFailure: 'collect',
        },
        position: at(1, 0),
      },
      {
        id: 'sort',
        type: 'code',
        name: 'Sort the results',
        config: {
          code: [
            "const shipped = input.filter((item) => item.status === 'completed').map((item) => item.output.ship.id)",
            "const failed = input.filter((item) => item.status !== 'completed').map((item) => item.error?.message)",
            'return { shipped, failed }',
            '',
          ].join('\n'),
        },
        position: at(2, 0),
      },
      {
        id: 'all-well',
        type: 'if',
        name: 'All shipped?',
        config: { conditions: [{ left: '{{ input.failed }}', operator: 'is-empty' }] },
        position: at(3, 0),
      },
      {
        id: 'done',
        type: 'transform',
        name: 'All is well',
        config: { fields: [{ name: 'message', value: '{{ input.shipped.length }} orders are on their way.' }] },
        position: at(4, 0),
      },
      {
        id: 'report',
        type: 'transform',
        name: 'Report what failed',
        config: {
          fields: [
            { name: 'message', value: '{{ input.failed.length }} orders could not be shipped.' },
            { name: 'errors', value: '{{ input.failed }}' },
          ],
        },
        position: at(4, 1),
      },
    ],
    edges: [
      connect('orders', 'each'),
      connect('each', 'sort'),
      connect('sort', 'all-well'),
      connect('all-well', 'done', 'true'),
      connect('all-well', 'report', 'false'),
    ],
  },
  parts: [
    {
      id: 'part:ship',
      name: 'Ship an order',
      graph: {
        nodes: [
          { id: 'order', type: 'manual-trigger', name: 'An order', config: {}, position: at(0, 0) },
          {
            id: 'address',
            type: 'if',
            name: 'Has an address?',
            config: { conditions: [{ left: '{{ input.address }}', operator: 'is-not-empty' }] },
            position: at(1, 0),
          },
          {
            id: 'ship',
            type: 'transform',
            name: 'Ship it',
            config: { fields: [{ name: 'id', value: '{{ input.id }}' }] },
            position: at(2, 0),
          },
          {
            id: 'stop',
            type: 'stop-and-error',
            name: 'No address',
            config: { message: 'Order {{ input.id }} has no address' },
            position: at(2, 1),
          },
        ],
        edges: [connect('order', 'address'), connect('address', 'ship', 'true'), connect('address', 'stop', 'false')],
      },
    },
  ],
  input: {
    orders: [
      { id: 'A-1', address: '1 Mill Lane' },
      { id: 'A-2', address: '' },
      { id: 'A-3', address: '9 Harbour Road' },
    ],
  },
}
