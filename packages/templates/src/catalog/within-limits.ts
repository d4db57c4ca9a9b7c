import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** Many calls of an API that allows few: a limit over all executions, and a breaker for when it is down. */
export const withinLimits: WorkflowTemplate = {
  id: 'within-limits',
  name: 'An API within its limits',
  summary: 'Calls an API for each of many items, at most five times a second, and stops for a minute while it is down.',
  topic: 'Failures and limits',
  setup:
    'Set the API in **Call the API** of the workflow **Look up a customer**. Limit and circuit stand in that node’s settings.',
  graph: {
    nodes: [
      { id: 'ids', type: 'manual-trigger', name: 'Customers to look up', config: {}, position: at(0, 0) },
      {
        id: 'each',
        type: 'for-each',
        name: 'Look up every one',
        config: { workflowId: 'part:look-up', items: '{{ input.ids }}', concurrency: 20, onItemFailure: 'stop' },
        position: at(1, 0),
      },
      {
        id: 'summary',
        type: 'code',
        name: 'Sum up',
        config: { code: 'return { customers: input.length, active: input.filter((one) => one.active).length }\n' },
        position: at(2, 0),
      },
    ],
    edges: [connect('ids', 'each'), connect('each', 'summary')],
  },
  parts: [
    {
      id: 'part:look-up',
      name: 'Look up a customer',
      graph: {
        nodes: [
          { id: 'id', type: 'manual-trigger', name: 'An id', config: {}, position: at(0, 0) },
          {
            id: 'call',
            type: 'http',
            name: 'Call the API',
            config: { url: 'https://api.example.com/customers/{{ input }}' },
            settings: {
              retries: 4,
              backoff: { type: 'exponential', delay: 1_000 },
              rateLimit: { limit: 5, per: 1_000 },
              circuitBreaker: { failures: 5, cooldown: 60_000 },
            },
            position: at(1, 0),
          },
          {
            id: 'pick',
            type: 'transform',
            name: 'Keep what counts',
            config: { fields: [{ name: 'active', value: '{{ input.body.active }}' }] },
            position: at(2, 0),
          },
        ],
        edges: [connect('id', 'call'), connect('call', 'pick')],
      },
    },
  ],
  input: { ids: ['C-1', 'C-2', 'C-3', 'C-4', 'C-5', 'C-6', 'C-7', 'C-8'] },
}
