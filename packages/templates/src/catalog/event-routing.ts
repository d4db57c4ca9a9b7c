import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** One kind of event, several ways to go on, one end. */
export const eventRouting: WorkflowTemplate = {
  id: 'event-routing',
  name: 'Event, routed by kind',
  summary: 'Starts when an event is sent to the API, goes a way of its own for every kind, and brings them together.',
  topic: 'Triggers',
  setup: 'Publish it, then send the event: `POST /api/events/order.paid` with `{ "kind": "goods", "id": "A-1" }`.',
  graph: {
    nodes: [
      {
        id: 'paid',
        type: 'event-trigger',
        name: 'Order was paid',
        config: { event: 'order.paid' },
        position: at(0, 1),
      },
      {
        id: 'kind',
        type: 'switch',
        name: 'What was bought?',
        config: {
          value: '{{ input.payload.kind }}',
          cases: [
            { value: 'goods', label: 'Goods' },
            { value: 'download', label: 'Download' },
          ],
        },
        position: at(1, 1),
      },
      {
        id: 'pack',
        type: 'transform',
        name: 'Pack and send',
        config: { fields: [{ name: 'done', value: 'Parcel for {{ input.payload.id }}' }] },
        position: at(2, 0),
      },
      {
        id: 'unlock',
        type: 'transform',
        name: 'Unlock the download',
        config: { fields: [{ name: 'done', value: 'Download for {{ input.payload.id }}' }] },
        position: at(2, 1),
      },
      {
        id: 'look',
        type: 'transform',
        name: 'Have somebody look',
        config: { fields: [{ name: 'done', value: 'A question about {{ input.payload.id }}' }] },
        position: at(2, 2),
      },
      { id: 'handled', type: 'merge', name: 'Handled', config: { mode: 'combine' }, position: at(3, 1) },
    ],
    edges: [
      connect('paid', 'kind'),
      connect('kind', 'pack', 'case-1'),
      connect('kind', 'unlock', 'case-2'),
      connect('kind', 'look', 'default'),
      connect('pack', 'handled'),
      connect('unlock', 'handled'),
      connect('look', 'handled'),
    ],
  },
  input: { event: 'order.paid', payload: { kind: 'goods', id: 'A-1' } },
}
