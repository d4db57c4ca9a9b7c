import { createHmac } from 'node:crypto'
import { webhookTriggerConfig } from '@spane/nodes/triggers'
import { describe, expect, it } from 'vitest'
import { startVerification } from './verify-request.ts'

const NOW = 1_700_000_000
const body = Buffer.from('{"a": 1}')
const hmac = (text: string, secret = 's3cret') => createHmac('sha256', secret).update(text).digest('hex')

function verify(config: object, headers: Record<string, string>, options: { secrets?: Record<string, string> } = {}) {
  const parsed = webhookTriggerConfig.parse({ path: 'x', secret: 'HOOK', ...config })
  const { secrets = { HOOK: 's3cret' } } = options
  const check = startVerification(parsed, new Headers(headers), { secrets, now: NOW * 1_000 })
  // A body comes in pieces.
  for (const piece of [body.subarray(0, 3), body.subarray(3)]) check.update(piece)
  return check.finish()
}
const refused = (code: string) => expect.objectContaining({ code })
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

const timed = (time: number, secret?: string) => hmac(`${time}.${body}`, secret)
const stripe = (time: number, secret?: string) => ({ 'stripe-signature': `t=${time},v1=${timed(time, secret)},v0=00` })
const own = { auth: 'hmac', signatureHeader: 'X-Sign', timestampHeader: 'X-Time' }

it.each([
  ['bearer', { auth: 'bearer' }, { authorization: 'Bearer s3cret' }],
  ['basic', { auth: 'basic', user: 'me' }, { authorization: basic('me:s3cret') }],
  ['GitHub', { auth: 'hmac-github' }, { 'x-hub-signature-256': `sha256=${hmac(`${body}`)}` }],
  ['Stripe', { auth: 'hmac-stripe' }, stripe(NOW)],
  ['Stripe, five minutes late', { auth: 'hmac-stripe' }, stripe(NOW - 300)],
  [
    'Stripe, secrets being changed',
    { auth: 'hmac-stripe' },
    { 'stripe-signature': `t=${NOW},v1=${timed(NOW, 'old')},v1=${timed(NOW)}` },
  ],
  ['HMAC', { auth: 'hmac', signatureHeader: 'X-Sign' }, { 'x-sign': hmac(`${body}`) }],
  ['HMAC with a prefix', { auth: 'hmac', signatureHeader: 'X-Sign' }, { 'x-sign': `sha256=${hmac(`${body}`)}` }],
  ['HMAC with a time', own, { 'x-sign': timed(NOW), 'x-time': String(NOW) }],
  ['nothing, when nothing is asked', { auth: 'none' }, {}],
])('accepts %s', (_, config, headers) => {
  expect(() => verify(config, headers)).not.toThrow()
})

describe('refuses', () => {
  it.each([
    ['an absent bearer token', { auth: 'bearer' }, {}],
    ['a wrong bearer token', { auth: 'bearer' }, { authorization: 'Bearer s3cre' }],
    ['an empty bearer token', { auth: 'bearer' }, { authorization: 'Bearer ' }],
    ['a wrong user', { auth: 'basic', user: 'me' }, { authorization: basic('you:s3cret') }],
    ['an absent GitHub signature', { auth: 'hmac-github' }, {}],
    ['a truncated one', { auth: 'hmac-github' }, { 'x-hub-signature-256': `sha256=${hmac(`${body}`).slice(0, 40)}` }],
    ['an empty one', { auth: 'hmac-github' }, { 'x-hub-signature-256': 'sha256=' }],
    ['one of another body', { auth: 'hmac-github' }, { 'x-hub-signature-256': `sha256=${hmac('{"a":1}')}` }],
    ['one of SHA-1', { auth: 'hmac-github' }, { 'x-hub-signature-256': `sha1=${hmac(`${body}`)}` }],
    ['one by another secret', { auth: 'hmac-stripe' }, stripe(NOW, 'other')],
    ['one without a time', { auth: 'hmac-stripe' }, { 'stripe-signature': `v1=${hmac(`${body}`)}` }],
    ['a changed time', { auth: 'hmac-stripe' }, { 'stripe-signature': `t=${NOW},v1=${timed(NOW - 1)}` }],
    ['an old one', { auth: 'hmac-stripe' }, stripe(NOW - 301)],
    ['one from the future', { auth: 'hmac-stripe' }, stripe(NOW + 301)],
    ['an own one that is old', own, { 'x-sign': timed(NOW - 400), 'x-time': String(NOW - 400) }],
    ['an own one without its time', own, { 'x-sign': hmac(`${body}`) }],
    ['an own one that is absent', { auth: 'hmac' }, {}],
  ])('%s', (_, config, headers) => {
    expect(() => verify(config, headers as Record<string, string>)).toThrow(refused('UNAUTHORIZED'))
  })

  it.each(['bearer', 'basic', 'hmac-github', 'hmac-stripe', 'hmac'])(
    'everything while the secret is missing or empty: %s',
    (auth) => {
      const headers = {
        authorization: auth === 'basic' ? basic(':') : 'Bearer undefined',
        'x-hub-signature-256': `sha256=${hmac(`${body}`, '')}`,
        'x-signature-256': hmac(`${body}`, ''),
        ...stripe(NOW, ''),
      }
      expect(() => verify({ auth }, headers, { secrets: {} })).toThrow(refused('SECRET_NOT_SET'))
      expect(() => verify({ auth }, headers, { secrets: { HOOK: '' } })).toThrow(refused('SECRET_NOT_SET'))
      expect(() => verify({ auth, secret: 'constructor' }, headers)).toThrow(refused('SECRET_NOT_SET'))
    },
  )
})

it('names a request whose signature holds a time, so that it can be known again', () => {
  expect(verify({ auth: 'hmac-stripe' }, stripe(NOW))).toEqual({ signature: timed(NOW) })
  expect(verify({ auth: 'bearer' }, { authorization: 'Bearer s3cret' })).toEqual({})
})
