import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineExecutor } from './define-executor.ts'
import { defineNode } from './description.ts'
import type { ExecutionContext } from './execution.ts'
import { createNodeTypeLookup } from './node-type-facts.ts'
import { parseConfig, validateConfig } from './validate-config.ts'

const node = defineNode({
  type: 'example',
  name: 'Example',
  summary: 'Has a few fields.',
  icon: 'box',
  group: 'data',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    url: z.string().min(1).meta({ label: 'URL' }),
    method: z.enum(['GET', 'POST']).default('GET'),
    count: z.number().min(1).optional(),
    rows: z
      .array(z.object({ left: z.string() }))
      .default([])
      .meta({ itemName: 'condition' }),
    code: z
      .string()
      .regex(/^[^#]*$/, 'The code may not hold "#".')
      .meta({ expression: false })
      .default(''),
  }),
  defaults: { url: '' },
})

describe('validateConfig', () => {
  it('says in the words of the form what is wrong, with the path', () => {
    const config = { url: '', method: 'PUT', count: 0, rows: [{ left: 'x' }, {}], code: '#' }
    expect(validateConfig(node, config)).toEqual([
      { path: 'url', message: 'URL may not be empty.' },
      { path: 'method', message: 'Method must be one of "GET", "POST".' },
      { path: 'count', message: 'Count must be at least 1.' },
      { path: 'rows[1].left', message: 'Left of condition 2 is missing.' },
      { path: 'code', message: 'The code may not hold "#".' },
    ])
    expect(validateConfig(node, {})).toEqual([{ path: 'url', message: 'URL is missing.' }])
    expect(validateConfig(node, [])).toEqual([{ path: '', message: 'The config must be an object.' }])
  })

  it('leaves values that an expression still has to make, but not a field that is never one', () => {
    const config = { url: '{{ input.url }}', method: '{{ input.m }}', count: '{{ 1 }}', rows: '{{ [] }}', code: '{{#' }
    expect(validateConfig(node, config)).toEqual([{ path: 'code', message: 'The code may not hold "#".' }])
  })

  it('reports expressions that are empty or not closed', () => {
    expect(validateConfig(node, { url: '{{ }}' })).toMatchObject([{ path: 'url' }])
    expect(validateConfig(node, { url: 'a {{ b' })).toMatchObject([{ path: 'url' }])
  })
})

describe('parseConfig', () => {
  it('fills in defaults', () => {
    expect(parseConfig(node, { url: 'x' })).toEqual({ config: { url: 'x', method: 'GET', rows: [], code: '' } })
    expect(parseConfig(node, { url: '{{ x', count: '{{ 1 }}' })).toEqual({
      issues: [{ path: 'count', message: 'Count must be a number.' }],
    })
  })
})

describe('defineExecutor', () => {
  const executor = defineExecutor(node, ({ nodeConfig }) => ({ success: true, data: nodeConfig.method }))
  const context = (nodeConfig: Record<string, unknown>) => ({ nodeConfig }) as ExecutionContext

  it('hands on the parsed config', async () => {
    expect(await executor.execute(context({ url: 'x' }))).toEqual({ success: true, data: 'GET' })
  })

  it('fails for good on a bad one', async () => {
    await expect(executor.execute(context({ url: 5 }))).rejects.toMatchObject({
      name: 'UnrecoverableNodeError',
      code: 'BAD_CONFIG',
      message: 'URL must be text.',
    })
  })
})

describe('createNodeTypeLookup', () => {
  it('finds types by name only', () => {
    const lookup = createNodeTypeLookup([node])
    expect(lookup.get('constructor')).toBeUndefined()
    const facts = lookup.get('example')
    expect(facts?.isTrigger).toBe(false)
    expect(facts?.outputs?.({})).toEqual(['main'])
    expect(facts?.hasConfigField?.('url')).toBe(true)
    expect(facts?.hasConfigField?.('timeout')).toBe(false)
  })
})
