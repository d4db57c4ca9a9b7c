import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookTriggerConfig } from '@spane/nodes/triggers'
import { HookError } from './hook-error.ts'

/** How far a signature's time may be from ours, either way. */
const TOLERANCE_SECONDS = 300

export interface SignedRequest {
  headers: Headers
  /** As it came: a signature is of bytes. */
  body: Uint8Array
}

export interface VerifyOptions {
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  now: number
}

/**
 * Whether the request comes from somebody who knows the trigger's secret.
 * @returns what names this very request, when its signature holds a time: the same again is a replay
 * @throws HookError UNAUTHORIZED; SECRET_NOT_SET while the secret is missing or empty, whatever was sent
 */
export function verifyRequest(
  config: WebhookTriggerConfig,
  { headers, body }: SignedRequest,
  { secrets, now }: VerifyOptions,
): { signature?: string } {
  if (config.auth === 'none') return {}
  const secret = Object.hasOwn(secrets, config.secret) ? secrets[config.secret] : undefined
  if (!secret) throw new HookError('SECRET_NOT_SET', 'The secret of this webhook is not set on the server.')
  switch (config.auth) {
    case 'bearer': {
      const given = /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
      if (given === undefined || !isSame(given, secret)) throw unauthorized('Bearer')
      return {}
    }
    case 'basic': {
      const given = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(headers.get('authorization') ?? '')?.[1]
      const expected = `${config.user}:${secret}`
      if (given === undefined || !isSame(Buffer.from(given, 'base64').toString('utf8'), expected)) {
        throw unauthorized('Basic realm="webhook", charset="UTF-8"')
      }
      return {}
    }
    case 'hmac-github': {
      const given = /^sha256=([0-9a-f]{64})$/i.exec(headers.get('x-hub-signature-256') ?? '')?.[1]
      if (given === undefined || !isSame(given.toLowerCase(), sign(secret, body))) throw unauthorized()
      return {}
    }
    case 'hmac-stripe': {
      const { time, signatures } = readStripeHeader(headers.get('stripe-signature') ?? '')
      return checkTimed({ time, signatures, secret, body, now })
    }
    case 'hmac': {
      const given = (headers.get(config.signatureHeader) ?? '').replace(/^sha256=/i, '').toLowerCase()
      if (config.timestampHeader !== '') {
        return checkTimed({ time: headers.get(config.timestampHeader) ?? '', signatures: [given], secret, body, now })
      }
      if (!isSame(given, sign(secret, body))) throw unauthorized()
      return {}
    }
  }
}

interface TimedSignature extends Pick<VerifyOptions, 'now'> {
  /** Seconds since 1970, as they were sent. */
  time: string
  signatures: readonly string[]
  secret: string
  body: Uint8Array
}

function checkTimed({ time, signatures, secret, body, now }: TimedSignature): { signature: string } {
  if (!/^\d{1,12}$/.test(time)) throw unauthorized()
  const expected = sign(secret, Buffer.from(`${time}.`), body)
  // All are compared, so that the time it takes does not tell which one fits.
  const fits = signatures.map((given) => isSame(given.toLowerCase(), expected)).some(Boolean)
  if (!fits) throw unauthorized()
  if (Math.abs(now / 1_000 - Number(time)) > TOLERANCE_SECONDS) {
    throw new HookError('UNAUTHORIZED', 'The signature is too old, or from the future.')
  }
  return { signature: expected }
}

/** `t=1700000000,v1=…,v1=…`: while a secret is being changed there are several. */
function readStripeHeader(header: string): { time: string; signatures: string[] } {
  const parts = header.split(',', 20).map((part) => part.trim().split('=', 2) as [string, string | undefined])
  const all = (name: string) => parts.filter(([key]) => key === name).map(([, value]) => value ?? '')
  return { time: all('t')[0] ?? '', signatures: all('v1') }
}

function sign(secret: string, ...parts: readonly Uint8Array[]): string {
  const hmac = createHmac('sha256', secret)
  for (const part of parts) hmac.update(part)
  return hmac.digest('hex')
}

/** In a time that depends on neither. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}

function unauthorized(challenge?: string): HookError {
  const headers: Record<string, string> = challenge === undefined ? {} : { 'www-authenticate': challenge }
  return new HookError('UNAUTHORIZED', 'The request does not prove that it may start this workflow.', headers)
}
