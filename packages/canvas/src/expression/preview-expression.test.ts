import { describe, expect, it } from 'vitest'
import type { NodeDataSource } from '../data/use-node-data.ts'
import type { EvaluateRequest } from './evaluate-template.ts'
import type { ExpressionTools } from './expression-tools.ts'
import { previewExpression } from './preview-expression.ts'

const origin = { kind: 'run', executionId: 'e', startedAt: null } as const
const text = (value: unknown, truncated = false) => ({ text: JSON.stringify(value), bytes: 1, truncated })

function tools(data: Partial<NodeDataSource> = {}) {
  const asked: EvaluateRequest[] = []
  const source: NodeDataSource = {
    nodeId: 'n',
    state: { kind: 'loaded', input: { ...text({ n: 1 }), origins: [origin], missing: [] } },
    reload: () => {},
    loadWhole: () => {},
    isWhole: false,
    upstream: [{ id: 'price', name: 'The price' }],
    readOutput: async () => undefined,
    ...data,
  }
  const given: ExpressionTools = {
    data: source,
    execution: { id: 'e', workflowId: 'w' },
    evaluate: async (request) => {
      asked.push(request)
      return { ok: true, value: 'done' }
    },
  }
  return { given, asked }
}

const preview = (template: string, given: ExpressionTools) =>
  previewExpression(template, given, new AbortController().signal)

describe('previewExpression', () => {
  it('evaluates on the input, and says where it is from', async () => {
    const { given, asked } = tools()
    expect(await preview('{{ input.n }}', given)).toEqual({
      kind: 'value',
      value: 'done',
      origins: [origin],
      readsSecret: false,
    })
    expect(asked[0]).toMatchObject({ template: '{{ input.n }}', input: { n: 1 } })
    expect(await preview('{{ secrets.KEY }}', given)).toMatchObject({ readsSecret: true, origins: [] })
  })

  it('says what is missing, and evaluates nothing', async () => {
    const nothing = tools({ state: { kind: 'loaded', input: undefined } })
    expect(await preview('{{ input.n }}', nothing.given)).toMatchObject({ kind: 'unknown', remedy: 'run' })
    expect(await preview('{{ nodes.price.output }}', nothing.given)).toMatchObject({
      message: '“The price” has given nothing yet.',
      remedy: 'run',
    })
    expect(nothing.asked).toEqual([])
    const cut = { ...text('x', true), origins: [], missing: [] }
    const large = tools({ state: { kind: 'loaded', input: cut } })
    expect(await preview('{{ input.n }}', large.given)).toMatchObject({ kind: 'unknown', remedy: 'load-whole' })
    expect(await preview('{{ 1 + 1 }}', large.given)).toMatchObject({ kind: 'value' })
  })

  it('marks a node that does not come before this one', async () => {
    const template = 'A {{ nodes["later"].output }}'
    const result = await preview(template, tools().given)
    expect(result).toMatchObject({ kind: 'error', message: expect.stringContaining('“later”') })
    if (result.kind !== 'error') return
    expect(template.slice(result.range?.from, result.range?.to)).toBe('later')
  })

  it('hands the outputs of earlier nodes over, and of no others', async () => {
    const output = { nodeId: 'price', data: text({ total: 3 }), perPort: false, port: null, origin }
    const { given, asked } = tools({ readOutput: async () => output })
    expect(await preview('{{ nodes.price.output.total }}', given)).toMatchObject({ kind: 'value', origins: [origin] })
    expect(await asked[0]?.readOutput('price')).toEqual({ total: 3 })
    expect(await asked[0]?.readOutput('other')).toBeUndefined()
  })
})
