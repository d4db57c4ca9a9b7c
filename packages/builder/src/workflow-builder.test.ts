import { builtInTypes } from '@spane/nodes/descriptions'
import { validateWorkflow } from '@spane/workflow'
import { describe, expect, it } from 'vitest'
import { expr, input, text } from './expression.ts'
import { defineWorkflow, ref } from './workflow-builder.ts'

describe('defineWorkflow', () => {
  it('gives the definition that the canvas stores, with typed expressions in it', () => {
    const workflow = defineWorkflow({ id: 'orders', name: 'Orders' })
    const start = workflow.node('start', 'manual-trigger').returns<{ id: number; lines: { sku: string }[] }>()
    const fetch = workflow.node('fetch', 'http', {
      name: 'Fetch it',
      config: { url: text`https://example.com/${ref(start).output.id}`, maxRedirects: expr<number>('input.most') },
      settings: { retries: 5 },
    })
    const check = workflow.node('check', 'if', {
      config: { conditions: [{ left: ref(fetch).output.status, operator: 'equals', right: 200 }] },
    })
    const done = workflow.node('done', 'transform', {
      config: {
        fields: [
          { name: 'first', value: ref(start).output.lines[0]?.sku },
          { name: 'type', value: ref(fetch).output.headers['content-type'] },
          { name: 'all', value: input() },
        ],
      },
    })
    workflow.chain(start, fetch, check).edge(check.port('true'), done)
    const built = workflow.build()
    expect(built).toEqual({
      id: 'orders',
      name: 'Orders',
      nodes: [
        { id: 'start', type: 'manual-trigger', config: {} },
        {
          id: 'fetch',
          type: 'http',
          name: 'Fetch it',
          config: {
            url: 'https://example.com/{{ nodes["start"].output.id }}',
            maxRedirects: '{{ input.most }}',
          },
          settings: { retries: 5 },
        },
        {
          id: 'check',
          type: 'if',
          config: {
            conditions: [{ left: '{{ nodes["fetch"].output.status }}', operator: 'equals', right: 200 }],
          },
        },
        {
          id: 'done',
          type: 'transform',
          config: {
            fields: [
              { name: 'first', value: '{{ nodes["start"].output.lines[0].sku }}' },
              { name: 'type', value: '{{ nodes["fetch"].output.headers["content-type"] }}' },
              { name: 'all', value: '{{ input }}' },
            ],
          },
        },
      ],
      edges: [
        { id: 'start->fetch', source: 'start', sourcePort: 'main', target: 'fetch', targetPort: 'main' },
        { id: 'fetch->check', source: 'fetch', sourcePort: 'main', target: 'check', targetPort: 'main' },
        { id: 'check:true->done', source: 'check', sourcePort: 'true', target: 'done', targetPort: 'main' },
      ],
    })
    expect(validateWorkflow(built, builtInTypes)).toEqual([])
  })

  it('has the compiler refuse what does not fit', () => {
    const workflow = defineWorkflow({ id: 'w', name: 'W' })
    const start = workflow.node('start', 'manual-trigger').returns<{ name: string; count: number }>()
    // @ts-expect-error no such field
    expect(ref(start).output.nmae).toBeDefined()
    workflow.node('a', 'http', {
      // @ts-expect-error not a method
      config: { url: 'https://example.com', method: 'BREW' },
    })
    // @ts-expect-error text where a number is wanted
    workflow.node('b', 'http', { config: { url: 'https://example.com', maxRedirects: ref(start).output.name } })
    workflow.node('c', 'http', { config: { url: 'https://example.com', maxRedirects: ref(start).output.count } })
    workflow.node('d', 'of-my-own', { config: { anything: ref(start).output } })
    expect(workflow.build().nodes).toHaveLength(5)
  })

  it('refuses two nodes of one id, and what is no workflow', () => {
    const workflow = defineWorkflow({ id: 'w', name: '' })
    workflow.node('a', 'transform')
    expect(() => workflow.node('a', 'transform')).toThrow('Two nodes have the id "a"')
    expect(() => workflow.build()).toThrow('A workflow needs a name.')
  })
})
