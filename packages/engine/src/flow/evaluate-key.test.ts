import { expect, it } from 'vitest'
import { evaluateKey } from './evaluate-key.ts'

const scope = (input: unknown) => ({
  input,
  execution: { id: 'e', workflowId: 'w' },
  readOutput: async () => undefined,
})
const evaluate = (template: string, input: unknown) => evaluateKey(template, scope(input), undefined)

it('reads a path off the input', async () => {
  expect(await evaluate('{{ input.customer.id }}', { customer: { id: 'c1' } })).toBe('c1')
  expect(await evaluate('{{ input["a b"][1] }}', { 'a b': ['x', 7] })).toBe('7')
  expect(await evaluate('{{ input }}', 'whole')).toBe('whole')
})

it('takes text without an expression as it is', async () => {
  expect(await evaluate('nightly', {})).toBe('nightly')
})

it('gives one key to whatever is missing, and never reads what the input does not own', async () => {
  expect(await evaluate('{{ input.a.b }}', {})).toBe('')
  expect(await evaluate('{{ input.a }}', { a: null })).toBe('')
  expect(await evaluate('{{ input.constructor.name }}', {})).toBe('')
})

it('bounds a long key, and still tells two of them apart', async () => {
  const [first, second] = await Promise.all(['1', '2'].map((end) => evaluate('{{ input }}', 'x'.repeat(5_000) + end)))
  expect(first?.length).toBeLessThan(200)
  expect(first).not.toBe(second)
  expect(await evaluate('{{ input }}', 'a\u0000\ud800')).toBe('a\ufffd\ufffd')
})

it('hands anything more to the resolver, and says so when there is none', async () => {
  const resolve = async () => ({ key: { plan: 'free' } })
  expect(await evaluateKey('{{ input.a + 1 }}', scope({}), resolve)).toBe('{"plan":"free"}')
  await expect(evaluate('{{ input.a + 1 }}', {})).rejects.toThrow('Only a path into the input')
})
