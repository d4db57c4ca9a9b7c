import { expect, it } from 'vitest'
import { alertChannelSchema, alertRuleSchema, parseRecipients } from './alert-rule.ts'

const messagesOf = (value: unknown) =>
  alertChannelSchema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)

it('takes several e-mail addresses, and says what is none', () => {
  expect(messagesOf({ type: 'email', to: 'a@example.com, b@example.com' })).toBeUndefined()
  expect(parseRecipients('a@example.com; b@example.com')).toEqual(['a@example.com', 'b@example.com'])
  expect(messagesOf({ type: 'email', to: 'a@example.com, b' })).toEqual([
    'to: Give e-mail addresses, separated by commas.',
  ])
  expect(messagesOf({ type: 'email', to: 'a@example.com\r\nBcc: c@example.com' })).toHaveLength(1)
})

it('takes web addresses and the names of secrets, and nothing else', () => {
  expect(messagesOf({ type: 'webhook', url: 'https://example.com/a', secret: '' })).toBeUndefined()
  expect(messagesOf({ type: 'webhook', url: 'secret:CHAT', secret: 'SIGN' })).toBeUndefined()
  for (const url of ['', 'file:///etc/passwd', 'example.com', 'secret:', 'secret:a b']) {
    expect(messagesOf({ type: 'webhook', url, secret: '' })).toHaveLength(1)
  }
})

it('needs a name and a channel', () => {
  const rule = { name: ' ', enabled: true, condition: { kind: 'no-worker' }, forSeconds: 0, minIntervalMinutes: 0 }
  const { error } = alertRuleSchema.safeParse({ ...rule, channels: [] })
  expect(error?.issues.map(({ path }) => path.join('.'))).toEqual(['name', 'channels'])
})
