import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { WebhookTriggerConfig } from '@spane/nodes/triggers'
import { HookError } from './hook-error.ts'

/** How far a signature's time may be from ours, either way. */
const TOLERANCE_SECONDS = 300

export interface VerifyOptions {
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  now: number
}

/** A check that sees the body as it comes: a signature is of bytes. */
export interface Verification {
  update: (bytes: Uint8Array) => void
  /**
   * @returns what names this very request, when its signature holds a time: the same again is a replay
   * @throws HookError UNAUTHORIZED
   */
  finish: () => { signature?: string }
}

const NOTHING_TO_CHECK: Verification = { update: () => undefined, finish: () => ({}) }

/**
 * Whether the request comes from somebody who knows the trigger's secret. What the headers alone tell is refused before the
 * body is read.
 * @throws HookError UNAUTHORIZED; SECRET_NOT_SET while the secret is missing or empty, whatever was sent
 */
export function startVerification(
  config: WebhookTriggerConfig,
  headers: Headers,
  { secrets, now }: VerifyOptions,
): Verification {
  if (config.auth === 'none') return NOTHING_TO_CHECK
  const secret = Object.hasOwn(secrets, config.secret) ? secrets[config.secret] : undefined
  if (!secret) throw new HookError('SECRET_NOT_SET', 'The secret of this webhook is not set on the server.')
  switch (config.auth) {
    case 'bearer': {
      const given = /^Bearer +(.+)$/i.exec(headers.get('authorization') ?? '')?.[1]
      if (given === undefined || !isSame(given, secret)) throw unauthorized('Bearer')
      return NOTHING_TO_CHECK
    }
    case 'basic': {
      const given = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(headers.get('authorization') ?? '')?.[1]
      const expected = `${config.user}:${secret}`
      if (given === undefined || !isSame(Buffer.from(given, 'base64').toString('utf8'), expected)) {
        throw unauthorized('Basic realm="webhook", charset="UTF-8"')
      }
      return NOTHING_TO_CHECK
    }
    case 'hmac-github': {
      const given = /^sha256=([0-9a-f]{64})$/i.exec(headers.get('x-hub-signature-256') ?? '')?.[1]
      if (given === undefined) throw unauthorized()
      return checkSignature(secret, [given])
    }
    case 'hmac-stripe': {
      const { time, signatures } = readStripeHeader(headers.get('stripe-signature') ?? '')
      return checkTimed({ time, signatures, secret, now })
    }
    case 'hmac': {
      const given = (headers.get(config.signatureHeader) ?? '').replace(/^sha256=/i, '')
      if (config.timestampHeader === '') return checkSignature(secret, [given])
      return checkTimed({ time: headers.get(config.timestampHeader) ?? '', signatures: [given], secret, now })
    }
  }
}

function checkSignature(secret: string, signatures: readonly string[], prefix = ''): Verification {
  const hmac = createHmac('sha256', secret).update(prefix)
  return {
    update: (bytes) => void hmac.update(bytes),
    finish() {
      const expected = hmac.digest('hex')
      // All are compared, so that the time it takes does not tell which one fits.
      if (!signatures.map((given) => isSame(given.toLowerCase(), expected)).some(Boolean)) throw unauthorized()
      return prefix === '' ? {} : { signature: expected }
    },
  }
}

interface TimedSignature extends Pick<VerifyOptions, 'now'> {
  /** Seconds since 1970, as they were sent. */
  time: string
  signatures: readonly string[]
  secret: string
}

function checkTimed({ time, signatures, secret, now }: TimedSignature): Verification {
  if (!/^\d{1,12}$/.test(time)) throw unauthorized()
  const check = checkSignature(secret, signatures, `${time}.`)
  return {
    update: check.update,
    finish() {
      const checked = check.finish()
      // Told only to who knows the secret.
      if (Math.abs(now / 1_000 - Number(time)) > TOLERANCE_SECONDS) {
        throw new HookError('UNAUTHORIZED', 'The signature is too old, or from the future.')
      }
      return checked
    },
  }
}

/** `t=1700000000,v1=…,v1=…`: while a secret is being changed there are several. */
function readStripeHeader(header: string): { time: string; signatures: string[] } {
  const parts = header.split(',', 20).map((part) => part.trim().split('=', 2) as [string, string | undefined])
  const all = (name: string) => parts.filter(([key]) => key === name).map(([, value]) => value ?? '')
  return { time: all('t')[0] ?? '', signatures: all('v1') }
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
