import { builtInTypes } from '@spane/nodes/descriptions'
import { type RunWorkflowOptions, runWorkflow } from '@spane/testing'
import { expect, it } from 'vitest'
import { readWorkflows } from '../read-workflows.ts'

const PREFIX = 'n8n-nodes-base.'
const to = (...names: string[]) => names.map((node) => ({ node, type: 'main', index: 0 }))
const node = (name: string, type: string, parameters: object = {}, typeVersion = 3) => ({
  name,
  type: PREFIX + type,
  typeVersion,
  parameters,
})
const set = (name: string, fields: Record<string, string>) =>
  node(name, 'set', {
    assignments: { assignments: Object.entries(fields).map(([key, value]) => ({ id: key, name: key, value })) },
  })

/** Reads an export and runs its first workflow, with the others there to be called. */
async function run(source: object, options: Partial<RunWorkflowOptions> = {}) {
  const read = readWorkflows(JSON.stringify(source), builtInTypes)
  if ('problem' in read) throw new Error(read.problem)
  const [whole, ...parts] = read.workflows.map(({ workflow }) => workflow)
  if (!whole) throw new Error('Nothing was read')
  return runWorkflow(whole, { ...options, workflows: parts })
}

it('runs what was repeated once for each item, which knows the item by the name of its loop', async () => {
  const source = {
    name: 'Totals',
    nodes: [
      node('Start', 'manualTrigger'),
      node('List', 'code', { jsCode: 'return $json.prices.map((price) => ({ json: { price } }))' }),
      node('Loop', 'splitInBatches'),
      set('Double', { twice: '={{ $json.price * 2 }}', from: "={{ $('Loop').item.json.price }}" }),
      node('Nothing', 'noOp'),
      set('First', { first: "={{ $('Nothing').first().json[0].twice }}", total: '={{ $json.length }}' }),
    ],
    connections: {
      Start: { main: [to('List')] },
      List: { main: [to('Loop')] },
      Loop: { main: [to('Nothing'), to('Double')] },
      Double: { main: [to('Loop')] },
      Nothing: { main: [to('First')] },
    },
  }
  const many = await run(source, { input: { prices: [1, 2, 3] } })
  expect(many.status).toBe('completed')
  expect(many.outputs.nothing).toEqual([
    { twice: 2, from: 1 },
    { twice: 4, from: 2 },
    { twice: 6, from: 3 },
  ])
  expect(many.outputs.first).toEqual({ first: 2, total: 3 })
  // One item is no list here.
  const one = await run(source, { input: { prices: [4] } })
  expect(one.outputs.nothing).toEqual([{ twice: 8, from: 4 }])
})

it('reaches what earlier nodes gave, through a condition and under the body of a response', async () => {
  const source = {
    name: 'Orders',
    nodes: [
      node('Start', 'manualTrigger'),
      node('Get order', 'httpRequest', { url: '=https://example.com/orders/{{ $json.id }}' }, 4),
      node('Large?', 'if', {
        conditions: {
          combinator: 'and',
          conditions: [
            { leftValue: '={{ $json.total }}', rightValue: 100, operator: { type: 'number', operation: 'gt' } },
          ],
        },
      }),
      set('Tell', {
        text: '=Order {{ $(\'Start\').item.json.id }}: {{ $node["Get order"].json.total }}, {{ $json.currency }}',
      }),
      set('Ignore', { text: 'small' }),
    ],
    connections: {
      Start: { main: [to('Get order')] },
      'Get order': { main: [to('Large?')] },
      'Large?': { main: [to('Tell'), to('Ignore')] },
    },
  }
  const asked: string[] = []
  const { status, outputs } = await run(source, {
    input: { id: 7 },
    nodes: {
      http: ({ nodeConfig }: { nodeConfig: { url: string } }) => {
        asked.push(nodeConfig.url)
        return { status: 200, headers: {}, body: { total: 150, currency: 'EUR' } }
      },
    },
  })
  expect(status).toBe('completed')
  expect(asked).toEqual(['https://example.com/orders/7'])
  expect(outputs.tell).toEqual({ text: 'Order 7: 150, EUR' })
  expect(outputs.ignore).toBeUndefined()
})

it('hands on what came where branches meet, and appends, splits, calls and chooses as there', async () => {
  const source = {
    name: 'Branches',
    nodes: [
      node('Start', 'manualTrigger'),
      node('Kind', 'switch', {
        rules: {
          values: ['a', 'b'].map((kind) => ({
            conditions: {
              conditions: [{ leftValue: '={{ $json.kind }}', rightValue: kind, operator: { operation: 'equals' } }],
            },
          })),
        },
      }),
      set('A', { from: 'a' }),
      set('B', { from: 'b' }),
      node('Meet', 'noOp'),
      set('Told', { text: "={{ $json.from }} of {{ $('Start').item.json.kind }}" }),
      node('Entries', 'splitOut', { fieldToSplitOut: 'list' }),
      node('Each', 'code', { mode: 'runOnceForEachItem', jsCode: 'return { json: { n: $json.n + 1 } }' }),
      node('Both', 'merge', { mode: 'append' }),
    ],
    connections: {
      Start: { main: [to('Kind', 'Entries')] },
      Kind: { main: [to('A'), to('B')] },
      A: { main: [to('Meet')] },
      B: { main: [to('Meet')] },
      Meet: { main: [to('Told')] },
      Entries: { main: [to('Each')] },
      Each: { main: [to('Both')] },
      Told: { main: [to('Both')] },
    },
  }
  const { status, outputs } = await run(source, { input: { kind: 'b', list: [{ n: 1 }, { n: 2 }] } })
  expect(status).toBe('completed')
  expect(outputs.a).toBeUndefined()
  expect(outputs.told).toEqual({ text: 'b of b' })
  expect(outputs.both).toEqual(expect.arrayContaining([{ n: 2 }, { n: 3 }, { text: 'b of b' }]))
})
