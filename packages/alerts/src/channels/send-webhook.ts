import { createHmac } from 'node:crypto'
import { NodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { type AllowList, type Resolve, sendRequest } from '@spane/nodes/guarded-http'
import type { AlertMessage } from '../alert-message.ts'
import type { AlertChannel } from '../alert-rule.ts'
import { ChannelError } from './channel-error.ts'

export interface WebhookOptions {
  allow: AllowList
  resolve: Resolve
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
}

type WebhookChannel = Extract<AlertChannel, { type: 'webhook' }>

/**
 * Posts a message as JSON to the public internet, and to what the allow-list opens. Signed as the generic form of our own
 * webhooks checks it: HMAC-SHA256 of `<timestamp>.<body>`.
 * @throws ChannelError
 */
export async function sendWebhook(
  { allow, resolve, secrets }: WebhookOptions,
  channel: WebhookChannel,
  message: AlertMessage,
  { id, signal }: { id: string; signal: AbortSignal },
): Promise<void> {
  const url = new URL(addressOf(channel.url, secrets))
  const body = JSON.stringify({ id, ...message })
  const headers = new Map([
    ['content-type', 'application/json'],
    ['user-agent', 'spane'],
    ['idempotency-key', `alert-${id}`],
  ])
  if (channel.secret !== '') {
    const time = String(Math.floor(Date.now() / 1_000))
    const digest = createHmac('sha256', secretOf(channel.secret, secrets)).update(`${time}.${body}`).digest('hex')
    headers.set('x-signature-256', `sha256=${digest}`)
    headers.set('x-signature-timestamp', time)
  }
  let status: number
  try {
    status = (await sendRequest({ method: 'POST', url, headers, body }, { allow, resolve, signal, maxRedirects: 0 }))
      .status
  } catch (error) {
    if (signal.aborted) throw new ChannelError('The receiver did not answer in time.', { passing: true, cause: error })
    if (!(error instanceof NodeError)) throw error
    throw new ChannelError(error.message, { passing: !(error instanceof UnrecoverableNodeError), cause: error })
  }
  if (status >= 200 && status < 300) return
  const passing = status >= 500 || status === 429 || status === 408
  throw new ChannelError(`The receiver answered with status ${status}.`, { passing })
}

function addressOf(url: string, secrets: WebhookOptions['secrets']): string {
  const [, name] = /^secret:(\w+)$/.exec(url) ?? []
  const address = name === undefined ? url : secretOf(name, secrets)
  if (URL.canParse(address)) return address
  throw new ChannelError(`The secret ${name} holds no address.`, { passing: false })
}

function secretOf(name: string, secrets: WebhookOptions['secrets']): string {
  const value = Object.hasOwn(secrets, name) ? secrets[name] : undefined
  if (value) return value
  throw new ChannelError(`The secret ${name} is not set on the server: set SPANE_SECRET_${name}.`, { passing: false })
}
