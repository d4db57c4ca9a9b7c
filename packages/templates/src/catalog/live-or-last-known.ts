import { at, connect } from '../draw.ts'
import type { WorkflowTemplate } from '../template.ts'

/** Retries with a growing pause, then another way: the failure is handled and nothing halts. */
export const liveOrLastKnown: WorkflowTemplate = {
  id: 'live-or-last-known',
  name: 'Retry, then a fallback',
  summary: 'Asks an API up to four times with a growing pause, and goes on with the last known value if it stays down.',
  topic: 'Failures and limits',
  setup: 'Set the API in **Ask for the rate**. Its error port is there because *On error* in its settings is *Branch*.',
  graph: {
    nodes: [
      { id: 'amount', type: 'manual-trigger', name: 'An amount in euros', config: {}, position: at(0, 0) },
      {
        id: 'ask',
        type: 'http',
        name: 'Ask for the rate',
        config: { url: 'https://rates.example.com/latest', query: [{ name: 'base', value: 'EUR' }] },
        settings: {
          retries: 3,
          backoff: { type: 'exponential', delay: 1_000, maxDelay: 30_000 },
          timeout: 10_000,
          onError: 'branch',
        },
        position: at(1, 0),
      },
      {
        id: 'live',
        type: 'transform',
        name: 'The live rate',
        config: {
          fields: [
            { name: 'rate', value: '{{ input.body.usd }}' },
            { name: 'from', value: 'live' },
          ],
        },
        position: at(2, 0),
      },
      {
        id: 'last-known',
        type: 'transform',
        name: 'The last known rate',
        config: {
          fields: [
            { name: 'rate', value: '{{ 1.08 }}' },
            { name: 'from', value: 'last known' },
          ],
        },
        position: at(2, 1),
      },
      { id: 'rate', type: 'merge', name: 'The rate', config: { mode: 'combine' }, position: at(3, 0) },
      {
        id: 'convert',
        type: 'transform',
        name: 'Convert',
        config: {
          fields: [
            { name: 'usd', value: '{{ Math.round(nodes["amount"].output.eur * input.rate * 100) / 100 }}' },
            { name: 'from', value: '{{ input.from }}' },
          ],
        },
        position: at(4, 0),
      },
    ],
    edges: [
      connect('amount', 'ask'),
      connect('ask', 'live'),
      connect('ask', 'last-known', 'error'),
      connect('live', 'rate'),
      connect('last-known', 'rate'),
      connect('rate', 'convert'),
    ],
  },
  input: { eur: 100 },
}
