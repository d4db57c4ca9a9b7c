import { readFileSync } from 'node:fs'
import { builtInTypes } from '@spane/nodes/descriptions'
import { validateWorkflow, type Workflow, workflowSchema } from '@spane/workflow'
import { expect, it } from 'vitest'
import type { ImportedWorkflow, ImportNote } from '../imported.ts'
import { readWorkflows } from '../read-workflows.ts'

const textOf = (name: string) => readFileSync(new URL(`fixtures/${name}.json`, import.meta.url), 'utf8')

function convert(name: string): { workflow: Workflow; notes: ImportNote[] } {
  const read = readWorkflows(textOf(name), builtInTypes)
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
      { name: 'total', value: '{{ nodes["webhook"].output.body.total }}' },
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

it('makes what a loop repeats a workflow of its own, that a For each runs', () => {
  const read = readWorkflows(textOf('loop'), builtInTypes)
  if ('problem' in read) throw new Error(read.problem)
  const [whole, part] = read.workflows as [ImportedWorkflow, ImportedWorkflow]
  expect(read.workflows).toHaveLength(2)
  expect(edges(whole.workflow)).toEqual([
    'when-clicking->get-pages',
    'get-pages->split-out',
    'split-out->loop-over-items',
    'loop-over-items->done',
  ])
  expect(node(whole.workflow, 'loop-over-items')).toMatchObject({
    type: 'for-each',
    config: { workflowId: part.workflow.id, items: '{{ [input].flat() }}', concurrency: 1 },
  })
  expect(errors(whole.workflow)).toEqual([])
  const said = whole.notes.filter(({ subject }) => subject === 'Loop Over Items')
  expect(said.map(({ kind }) => kind)).toEqual(['changed', 'changed'])
  expect(said[1]?.message).toContain('10 items at a time')

  expect(part.workflow.name).toBe('Loop over pages: Loop Over Items')
  expect(edges(part.workflow)).toEqual(['loop-over-items->only-new', 'only-new:true->ask-the-model'])
  expect(node(part.workflow, 'loop-over-items')?.type).toBe('manual-trigger')
  // What served a node of the loop went with it.
  expect(part.notes.some(({ message }) => message.includes('ai_languageModel'))).toBe(true)
  expect(errors(part.workflow)).toEqual(expect.arrayContaining(['UNKNOWN_TYPE ask-the-model', 'UNKNOWN_TYPE model']))
})

it('keeps loops where they are for a canvas, and those whose part others lead into', () => {
  const source = JSON.parse(textOf('loop'))
  const kept = readWorkflows(JSON.stringify(source), builtInTypes, { keepLoops: true })
  source.connections['Get pages'].main[0].push({ node: 'Ask the model', type: 'main', index: 0 })
  for (const read of [kept, readWorkflows(JSON.stringify(source), builtInTypes)]) {
    if ('problem' in read) throw new Error(read.problem)
    const [{ workflow, notes }] = read.workflows as [ImportedWorkflow]
    expect(read.workflows).toHaveLength(1)
    expect(edges(workflow)).not.toContain('ask-the-model->loop-over-items')
    expect(notes.find(({ subject }) => subject === 'Loop Over Items')?.message).toContain(
      'replace this placeholder (R) with',
    )
    expect(notes.some(({ message }) => message.includes('no loops') && message.includes('For each'))).toBe(true)
    expect(errors(workflow).filter((error) => !error.startsWith('UNKNOWN_TYPE'))).toEqual([])
  }
})

it('parts a loop within a loop, each with the workflow that it runs', () => {
  const loop = (name: string) => ({ name, type: 'n8n-nodes-base.splitInBatches', typeVersion: 3, parameters: {} })
  const set = (name: string) => ({ name, type: 'n8n-nodes-base.noOp', parameters: {} })
  const to = (...names: string[]) => names.map((name) => ({ node: name, type: 'main', index: 0 }))
  const source = {
    name: 'Nested',
    nodes: [loop('Outer'), set('Before'), loop('Inner'), set('Within'), set('After'), set('End')],
    connections: {
      Outer: { main: [to('End'), to('Before')] },
      Before: { main: [to('Inner')] },
      Inner: { main: [to('After'), to('Within')] },
      Within: { main: [to('Inner')] },
      After: { main: [to('Outer')] },
    },
  }
  // Two that name no id do not get each other's parts.
  const read = readWorkflows(JSON.stringify([source, source]), builtInTypes)
  if ('problem' in read) throw new Error(read.problem)
  expect(new Set(read.workflows.map(({ workflow }) => workflow.id)).size).toBe(6)
  const [whole, outer, inner] = read.workflows.map(({ workflow }) => workflow) as [Workflow, Workflow, Workflow]
  expect(edges(whole)).toEqual(['outer->end'])
  expect(node(whole, 'outer')?.config.workflowId).toBe(outer.id)
  expect(edges(outer)).toEqual(['outer->before', 'before->inner', 'inner->after'])
  expect(node(outer, 'inner')?.config.workflowId).toBe(inner.id)
  expect(edges(inner)).toEqual(['inner->within'])
  expect(errors(inner)).toEqual([])
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
