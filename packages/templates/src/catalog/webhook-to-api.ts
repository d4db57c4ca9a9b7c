import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** A request that is checked, passed on, and answered with what came of it. */
export const webhookToApi: WorkflowTemplate = {
  id: 'webhook-to-api',
  name: 'Webhook to API',
  summary: 'Takes a request, checks it, passes it on to another API and answers with the result.',
  topic: 'Triggers',
  setup: 'Put your own API into **Create the customer**, then publish: the address is `/hooks/customers`.',
  graph: {
    nodes: [
      {
        id: 'request',
        type: 'webhook-trigger',
        name: 'New customer',
        config: { method: 'POST', path: 'customers', respond: 'from-node', timeoutSeconds: 30, auth: 'none' },
        position: at(0, 0),
      },
      {
        id: 'check',
        type: 'if',
        name: 'Is there an address?',
        config: { conditions: [{ left: '{{ input.body.email }}', operator: 'contains', right: '@' }] },
        position: at(1, 0),
      },
      {
        id: 'create',
        type: 'http',
        name: 'Create the customer',
        config: {
          method: 'POST',
          url: 'https://api.example.com/customers',
          bodyType: 'json',
          json: { email: '{{ input.body.email }}', name: '{{ input.body.name }}' },
          sendIdempotencyKey: true,
        },
        settings: { retries: 2, backoff: { type: 'exponential', delay: 1_000 } },
        position: at(2, 0),
      },
      {
        id: 'created',
        type: 'respond',
        name: 'Answer: created',
        config: { status: 201, bodyType: 'json', json: { id: '{{ input.body.id }}' } },
        position: at(3, 0),
      },
      {
        id: 'refused',
        type: 'respond',
        name: 'Answer: refused',
        config: { status: 400, bodyType: 'json', json: { error: 'Give the e-mail address of the customer.' } },
        position: at(2, 1),
      },
    ],
    edges: [
      connect('request', 'check'),
      connect('check', 'create', 'true'),
      connect('create', 'created'),
      connect('check', 'refused', 'false'),
    ],
  },
  input: { method: 'POST', path: 'customers', body: { email: 'ada@example.com', name: 'Ada' } },
}
