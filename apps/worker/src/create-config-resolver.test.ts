import { defineNode, NodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { createSandbox, SandboxError } from '@spane/sandbox'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createConfigResolver } from './create-config-resolver.ts'

const description = defineNode({
  type: 'sample',
  name: 'Sample',
  summary: 'For tests.',
  icon: 'box',
  group: 'utility',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    count: z.number().int().meta({ label: 'Count' }),
    text: z.string().default('none').meta({ label: 'Text' }),
    code: z.string().default('').meta({ label: 'Code', expression: false }),
  }),
  defaults: { count: 1 },
})

const sandbox = createSandbox({ threads: 1, secrets: { TOKEN: 's3cret' } })
afterAll(() => sandbox.close())

function resolve(config: Record<string, unknown>, options: { input?: unknown; described?: boolean } = {}) {
  const outputs: Record<string, unknown> = { first: { total: 7 } }
  return createConfigResolver(sandbox)({
    config,
    nodeType: 'sample',
    description: options.described === false ? undefined : description,
    scope: {
      input: options.input ?? {},
      execution: { id: 'e1', workflowId: 'w1' },
      readOutput: async (nodeId) => outputs[nodeId],
    },
    signal: new AbortController().signal,
  })
}

describe('createConfigResolver', () => {
  it('evaluates expressions over the input, outputs, the execution and secrets', async () => {
    const config = {
      count: '{{ nodes["first"].output.total + input.n }}',
      text: '{{ execution.id }}/{{ secrets.TOKEN }}',
    }
    expect(await resolve(config, { input: { n: 1 } })).toEqual({ count: 8, text: 'e1/s3cret', code: '' })
  })

  it('leaves fields alone that are no expressions', async () => {
    const code = 'return "{{ input }}"'
    expect(await resolve({ count: 1, code })).toEqual({ count: 1, text: 'none', code })
  })

  it('fails for good, with the field, when the value does not fit', async () => {
    const failure = resolve({ count: '{{ input.name }}' }, { input: { name: 'many' } })
    await expect(failure).rejects.toBeInstanceOf(UnrecoverableNodeError)
    await expect(failure).rejects.toMatchObject({ code: 'BAD_CONFIG', details: { field: 'count' } })
  })

  it('fails for good, with the field and the text, when an expression throws', async () => {
    const failure = resolve({ count: 1, text: '{{ input.a.b.c }}' })
    await expect(failure).rejects.toBeInstanceOf(UnrecoverableNodeError)
    await expect(failure).rejects.toMatchObject({
      code: 'EXPRESSION_FAILED',
      details: { field: 'text', expression: 'input.a.b.c' },
    })
  })

  it('can be tried again when time ran out', async () => {
    const slow = { resolveConfig: () => Promise.reject(new SandboxError('TIMEOUT', 'Too slow')) }
    const failure = createConfigResolver(slow)({
      config: { count: 1 },
      nodeType: 'sample',
      description,
      scope: { input: {}, execution: { id: 'e1', workflowId: 'w1' }, readOutput: async () => undefined },
      signal: new AbortController().signal,
    })
    await expect(failure).rejects.toBeInstanceOf(NodeError)
    await expect(failure).rejects.not.toBeInstanceOf(UnrecoverableNodeError)
  })

  it('evaluates the config of a type without a description and checks nothing', async () => {
    expect(await resolve({ any: '{{ 1 + 1 }}' }, { described: false })).toEqual({ any: 2 })
  })
})
