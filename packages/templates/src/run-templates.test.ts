import type { RunWorkflowOptions, WorkflowRun } from '@spane/testing'
import { inTurn, runWorkflow } from '@spane/testing'
import { describe, expect, it } from 'vitest'
import { instantiateTemplate } from './instantiate-template.ts'
import { TEMPLATES } from './templates.ts'

interface Case {
  name: string
  options?: RunWorkflowOptions
  /** `running`: it waits for something from outside. */
  status: WorkflowRun['status']
  outputs?: Record<string, unknown>
  skipped?: string[]
  elapsedMs?: number
  deadLetters?: number
}

const DAY = 86_400_000
const down = () => {
  throw new Error('The server answered 503')
}

/** How each template is run here. What reaches outside is mocked; everything else is the real thing. */
const CASES: Record<string, Case[]> = {
  'parallel-branches': [
    { name: 'joins all three', status: 'completed', outputs: { confirm: { orderId: 'A-1001', pickup: '09:30' } } },
  ],
  'condition-and-join': [
    {
      name: 'takes one branch and joins',
      status: 'completed',
      outputs: { notify: { message: 'Order A-1002 was approved after a review.' } },
      skipped: ['approve'],
    },
  ],
  'fails-then-succeeds': [{ name: 'leaves a dead letter', status: 'failed', deadLetters: 1 }],
  'webhook-to-api': [
    {
      name: 'answers with the id that the API gave',
      options: { nodes: { http: { status: 201, body: { id: 7 } } } },
      status: 'completed',
      skipped: ['refused'],
    },
    {
      name: 'refuses a request without an address',
      options: { input: { body: { name: 'Ada' } } },
      status: 'completed',
      skipped: ['create', 'created'],
    },
  ],
  'daily-digest': [
    {
      name: 'sends what is urgent',
      options: {
        nodes: {
          fetch: {
            body: [
              { title: 'Slow', priority: 'low' },
              { title: 'Down', priority: 'high' },
            ],
          },
          send: { status: 200 },
        },
      },
      status: 'completed',
      outputs: { digest: { count: 2, text: '2 open tickets, 1 of them urgent\n• Down' }, send: { status: 200 } },
    },
    {
      name: 'is silent when there is nothing',
      options: { nodes: { fetch: { body: [] } } },
      status: 'completed',
      skipped: ['send'],
    },
  ],
  'event-routing': [
    { name: 'sends goods', status: 'completed', outputs: { handled: { done: 'Parcel for A-1' } } },
    {
      name: 'has somebody look at what it does not know',
      options: { input: { payload: { kind: 'gift', id: 'A-2' } } },
      status: 'completed',
      outputs: { handled: { done: 'A question about A-2' } },
      skipped: ['pack', 'unlock'],
    },
  ],
  'approval-by-form': [
    {
      name: 'pays what was approved',
      options: { signals: { approval: { approved: true } } },
      status: 'completed',
      outputs: { tell: { message: 'Your expense of 48 was paid.' } },
    },
    {
      name: 'escalates after two days of silence',
      status: 'completed',
      outputs: { tell: { message: 'Your expense of 48 was escalated.' } },
      elapsedMs: 2 * DAY,
    },
  ],
  'follow-up': [
    {
      name: 'reminds after three days',
      options: { nodes: { 'look-up': { body: { paid: false } }, remind: { status: 202 } } },
      status: 'completed',
      skipped: ['close'],
      elapsedMs: 3 * DAY,
    },
    {
      name: 'closes what was paid',
      options: { nodes: { 'look-up': { body: { paid: true } } } },
      status: 'completed',
      outputs: { close: { closed: 'INV-7' } },
      skipped: ['remind'],
    },
  ],
  'every-item': [
    {
      name: 'ships what it can and reports the rest',
      status: 'completed',
      outputs: {
        sort: { shipped: ['A-1', 'A-3'] },
        report: { message: '1 orders could not be shipped.', errors: ['Order A-2 has no address'] },
      },
      skipped: ['done'],
    },
  ],
  'shared-part': [
    { name: 'adds the price', status: 'completed', outputs: { confirm: { customer: 'Ada', total: 54 } } },
  ],
  'live-or-last-known': [
    {
      name: 'takes the live rate after a failure',
      options: { nodes: { ask: inTurn(down, { body: { usd: 1.1 } }) } },
      status: 'completed',
      outputs: { convert: { usd: 110, from: 'live' } },
    },
    {
      name: 'takes the last known one when the API stays down',
      options: { nodes: { ask: down } },
      status: 'completed',
      outputs: { convert: { usd: 108, from: 'last known' } },
      skipped: ['live'],
    },
  ],
  'error-workflow': [
    {
      name: 'tells the chat',
      options: { nodes: { tell: { status: 200 } } },
      status: 'completed',
      outputs: {
        message: { text: '“Orders” failed at send: The server answered 500. (/executions/example)' },
      },
    },
  ],
  'within-limits': [
    {
      name: 'looks up all of them',
      options: { nodes: { http: { body: { active: true } } } },
      status: 'completed',
      outputs: { summary: { customers: 8, active: 8 } },
    },
  ],
}

it('runs every template', () => {
  expect(Object.keys(CASES).sort()).toEqual(TEMPLATES.map(({ id }) => id).sort())
})

describe.each(TEMPLATES.map((template) => [template.name, template] as const))('template “%s”', (_name, template) => {
  const { workflow, parts } = instantiateTemplate(template, { createId: (name) => name })
  it.each((CASES[template.id] ?? []).map((item) => [item.name, item] as const))(
    '%s',
    async (_case, item) => {
      const run = await runWorkflow(workflow, { input: template.input, workflows: parts, ...item.options })
      expect(run.status, JSON.stringify(run.nodes)).toBe(item.status)
      expect(run.outputs).toMatchObject(item.outputs ?? {})
      for (const nodeId of item.skipped ?? []) expect(run.nodes[nodeId]?.status).toBe('skipped')
      if (item.elapsedMs !== undefined) expect(run.elapsedMs).toBe(item.elapsedMs)
      expect(run.deadLetters).toHaveLength(item.deadLetters ?? 0)
    },
    30_000,
  )
})
