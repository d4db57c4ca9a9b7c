import { readFileSync } from 'node:fs'
import { builtInTypes } from '@spane/nodes/descriptions'
import { validateWorkflow, type Workflow, workflowSchema } from '@spane/workflow'
import { expect, it } from 'vitest'
import type { ImportNote } from '../imported.ts'
import { readWorkflows } from '../read-workflows.ts'

function convert(name: string): { workflow: Workflow; notes: ImportNote[] } {
  const text = readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')
  const read = readWorkflows(text, builtInTypes)
  if ('problem' in read) throw new Error(read.problem)
  const [only] = read.workflows
  if (!only) throw new Error('Nothing was read')
  expect(only.source).toBe('n8n')
  expect(workflowSchema.safeParse(only.workflow).success).toBe(true)
  return only
}

const node = ({ nodes }: Workflow, id: string) => nodes.find((candidate) => candidate.id === id)
const edges = ({ edges }: Workflow) =>
  edges.map(({ source, sourcePort, target }) => `${source}${sourcePort === 'main' ? '' : `:${sourcePort}`}->${target}`)
const errors = (workflow: Workflow) =>
  validateWorkflow(workflow, builtInTypes)
    .filter(({ severity }) => severity === 'error')
    .map(({ code, nodeId }) => `${code} ${nodeId}`)

it('maps a webhook workflow with branches, an error output, retries and a note', () => {
  const { workflow, notes } = convert('orders')
  expect(workflow.name).toBe('Orders to CRM')
  expect(edges(workflow)).toEqual([
    'webhook->is-large',
    'is-large:true->look-up-customer',
    'is-large:false->reject',
    'look-up-customer->edit-fields',
    'look-up-customer:error->log-the-failure',
    'edit-fields->notify-sales',
    'notify-sales->respond',
  ])
  expect(node(workflow, 'webhook')?.config).toMatchObject({ method: 'POST', path: 'orders/new', respond: 'from-node' })
  expect(node(workflow, 'is-large')?.config).toEqual({
    combine: 'all',
    conditions: [
      { left: '{{ input.body.total }}', operator: 'greater', right: 100 },
      { left: '{{ input.body.email }}', operator: 'is-not-empty' },
    ],
  })
  expect(node(workflow, 'look-up-customer')).toMatchObject({
    type: 'http',
    name: 'Look up customer',
    config: {
      url: 'https://crm.example.com/customers/{{ input.body.email }}',
      query: [{ name: 'expand', value: 'orders' }],
    },
    settings: { retries: 4, backoff: { type: 'fixed', delay: 2_000 }, onError: 'branch', timeout: 10_000 },
  })
  // The response is under body here.
  expect(node(workflow, 'edit-fields')?.config).toEqual({
    keepInput: false,
    fields: [
      { name: 'customer.name', value: '{{ input.body.name }}' },
      { name: 'total', value: '{{ nodes["webhook"].body.total }}' },
      { name: 'source', value: 'web' },
    ],
  })
  expect(node(workflow, 'respond')?.config).toMatchObject({ status: 201, bodyType: 'json' })
  expect(workflow.layout?.notes[0]).toMatchObject({ text: '## Orders\nLarge ones go to the CRM.', color: 'blue' })
  expect(node(workflow, 'reject')?.position).toEqual({ x: 1024, y: 512 })
  expect(errors(workflow)).toEqual(['UNKNOWN_TYPE notify-sales'])
  expect(notes.filter(({ kind }) => kind === 'unmapped').map(({ subject }) => subject)).toEqual(['Notify sales'])
  expect(notes.filter(({ kind }) => kind === 'needed').map(({ subject }) => subject)).toContain('Look up customer')
})

it('keeps what has no counterpart as a placeholder with its parameters', () => {
  const { workflow } = convert('orders')
  expect(node(workflow, 'notify-sales')).toMatchObject({
    type: 'n8n-nodes-base.slack',
    config: { channel: '#sales', text: 'New order of {{ input.total }}' },
  })
})

it('maps a schedule, code, a switch of rules, a wait, another workflow and a disabled node', () => {
  const { workflow, notes } = convert('nightly')
  expect(node(workflow, 'every-weekday')?.config).toMatchObject({ pattern: '0 6 * * 1-5', timeZone: 'Europe/Berlin' })
  expect(node(workflow, 'fetch-sales')?.config).toMatchObject({ json: { from: '2026-01-01', region: 'eu' } })
  expect(node(workflow, 'sum-up')?.config.code).toContain('const given = input.body')
  expect(node(workflow, 'route')?.config).toEqual({
    value: '{{ ((input.total) >= 1000) ? 1 : ((input.total) > 0) ? 2 : 0 }}',
    cases: [{ value: 1, label: 'Good' }, { value: 2 }],
  })
  expect(edges(workflow)).toEqual(
    expect.arrayContaining(['route:case-1->celebrate', 'route:case-2->cool-down', 'route:default->complain']),
  )
  expect(node(workflow, 'celebrate')).toMatchObject({ type: 'sub-workflow', config: { workflowId: 'kJ3xYz' } })
  expect(node(workflow, 'cool-down')?.config).toEqual({ mode: 'for', amount: 30, unit: 'minutes' })
  expect(node(workflow, 'write-row')?.disabled).toBe(true)
  expect(workflow.settings).toEqual({ timeout: 600_000 })
  expect(errors(workflow)).toEqual([])
  expect(notes.some(({ message }) => message.includes('error workflow'))).toBe(true)
})

it('maps what older versions of n8n wrote', () => {
  const { workflow } = convert('legacy')
  expect(node(workflow, 'cron')?.config).toMatchObject({ pattern: '30 7 * * 1' })
  expect(node(workflow, 'if')?.config).toEqual({
    combine: 'any',
    conditions: [
      { left: '{{input["status"]}}', operator: 'contains', right: 'ok' },
      { left: '{{input.seen}}', operator: 'equals', right: true },
    ],
  })
  expect(node(workflow, 'switch')?.config).toEqual({ value: '{{input.kind}}', cases: [{ value: 'a' }, { value: 'b' }] })
  expect(edges(workflow)).toEqual(
    expect.arrayContaining(['switch:case-2->http-request', 'switch:default->nothing-matched']),
  )
  expect(node(workflow, 'set')).toMatchObject({ settings: { onError: 'continue' }, config: { keepInput: false } })
  expect(node(workflow, 'http-request')?.config).toMatchObject({ method: 'PUT', json: '{{ JSON.stringify(input) }}' })
  expect(errors(workflow)).toEqual([])
})

it('leaves out the way back of a loop, and says how it is done here', () => {
  const { workflow, notes } = convert('loop')
  expect(edges(workflow)).not.toContain('ask-the-model->loop-over-items')
  expect(notes.find(({ subject }) => subject === 'Ask the model')?.kind).toBe('unmapped')
  expect(notes.find(({ subject }) => subject === 'Loop Over Items')?.message).toContain(
    'replace this placeholder (R) with',
  )
  expect(notes.some(({ message }) => message.includes('no loops') && message.includes('For each'))).toBe(true)
  expect(notes.some(({ message }) => message.includes('ai_languageModel'))).toBe(true)
  expect(errors(workflow).filter((error) => !error.startsWith('UNKNOWN_TYPE'))).toEqual([])
})

it('reads what versions in between wrote, and the defaults that an export leaves out', () => {
  const { workflow, notes } = convert('between')
  expect(node(workflow, 'set')?.config).toEqual({
    keepInput: false,
    fields: [
      { name: 'title', value: '{{ input.name }}' },
      { name: 'count', value: 3 },
      { name: 'tags', value: ['a'] },
    ],
  })
  expect(node(workflow, 'wait')?.config).toEqual({ mode: 'for', amount: 5, unit: 'seconds' })
  expect(node(workflow, 'if')?.config.conditions).toEqual([
    { left: '{{ !String((input.name) ?? \'\').startsWith("x") }}', operator: 'is-true' },
    { left: '{{ ((input.tags) ?? []).length > Number(2) }}', operator: 'is-true' },
    { left: '{{ input.at }}', operator: 'greater-or-equal', right: '2026-01-01' },
  ])
  expect(node(workflow, 'http-request')?.config).toMatchObject({
    headers: [{ name: 'X-Trace', value: '{{ input.id }}' }],
    query: [{ name: 'page', value: 2 }],
  })
  expect(node(workflow, 'execute-workflow')?.config).toEqual({
    workflowId: 'abc',
    inputMode: 'map',
    input: { id: '{{ input.body.id }}' },
  })
  expect(node(workflow, 'webhook')?.config).toMatchObject({ method: 'POST' })
  expect(notes.find(({ subject, kind }) => subject === 'Webhook' && kind === 'changed')?.message).toContain(
    'POST and PUT',
  )
  expect(edges(workflow)).toEqual(expect.arrayContaining(['switch:case-1->wait', 'switch:default->execute-workflow']))
  expect(errors(workflow)).toEqual([])
})
