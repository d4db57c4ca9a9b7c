import { describe, expect, it } from 'vitest'
import { completeExpression } from './complete-expression.ts'
import { insertExpression } from './insert-expression.ts'
import type { ExpressionScope } from './read-chain.ts'

const scope: ExpressionScope = {
  input: { customer: 'Ada', 'unit price': 3, items: [{ sku: 'a', price: 2 }], nested: { deep: { list: [1] } } },
  execution: { id: 'e', workflowId: 'w' },
  nodes: [
    { id: 'price', name: 'Price' },
    { id: 'a-b', name: 'a-b' },
  ],
  outputOf: (id) => (id === 'price' ? { total: 12, currency: 'EUR' } : undefined),
}

/** Labels offered at the bar. */
function offered(marked: string): string[] {
  const at = marked.indexOf('|')
  return completeExpression(marked.replace('|', ''), at, scope)?.options.map(({ label }) => label) ?? []
}

describe('completeExpression', () => {
  it.each([
    ['{{ | }}', ['input', 'nodes', 'execution']],
    ['{{ input.| }}', ['customer', 'unit price', 'items', 'nested']],
    ['Dear {{ input.cus| }}!', ['customer']],
    ['{{ input.items[0].| }}', ['sku', 'price']],
    ['{{ input["nested"].deep.| }}', ['list']],
    ['{{ input?.items?.| }}', ['length', 'map', 'filter']],
    ['{{ input.items.map((item) => item.| }}', ['sku', 'price']],
    ['{{ input.items.filter(item => item.| }}', ['sku', 'price']],
    ['{{ input.customer.| }}', ['toUpperCase', 'trim']],
    ['{{ input.items.reduce((sum, item) => | }}', ['sum', 'item', 'input']],
    ['{{ nodes.| }}', ['price', 'a-b']],
    ['{{ nodes["| }}', ['price', 'a-b']],
    ['{{ nodes["price"].output.| }}', ['total', 'currency']],
    ['{{ nodes.price.| }}', ['output']],
    ['{{ execution.| }}', ['id', 'workflowId']],
    ['{{ input["| }}', ['customer', 'unit price']],
  ])('offers at %j', (marked, labels) => {
    expect(offered(marked)).toEqual(expect.arrayContaining(labels))
  })

  it.each([
    'in text |',
    '{{ "text|" }}',
    '{{ call().| }}',
    '{{ input[key].| }}',
    '{{ 12.| }}',
    '{{ input.customer.x.| }}',
  ])('offers nothing at %j', (marked) => expect(offered(marked)).toEqual([]))

  it('writes keys that are no names in brackets, in place of the dot', () => {
    const result = completeExpression('{{ input. }}', 9, scope)
    expect(result).toMatchObject({ from: 9, dotFrom: 8 })
    expect(result?.options).toContainEqual(
      expect.objectContaining({ label: 'unit price', insert: '["unit price"]', replacesDot: true }),
    )
    expect(completeExpression('{{ nodes. }}', 9, scope)?.options).toContainEqual(
      expect.objectContaining({ label: 'a-b', insert: '["a-b"].output', replacesDot: true }),
    )
  })
})

describe('insertExpression', () => {
  it('puts code in braces into text, and bare into an expression', () => {
    expect(insertExpression('Dear !', 5, 'input.name').text).toBe('Dear {{ input.name }}!')
    expect(insertExpression('', 0, 'input').text).toBe('{{ input }}')
    expect(insertExpression('{{ 1 +  }}', 7, 'input.n').text).toBe('{{ 1 + input.n }}')
  })
})
