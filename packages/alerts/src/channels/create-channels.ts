import { createAllowList, type Resolve, systemResolve } from '@spane/nodes/guarded-http'
import type { AlertMessage } from '../alert-message.ts'
import type { AlertChannel } from '../alert-rule.ts'
import { createMailer, type MailOptions } from './send-mail.ts'
import { sendWebhook } from './send-webhook.ts'

/**
 * Sends a message to a channel. `id` names it: a receiver that gets it twice can tell.
 * @throws ChannelError
 */
export type SendMessage = (channel: AlertChannel, message: AlertMessage, id: string) => Promise<void>

export interface ChannelOptions extends MailOptions {
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
  /** Private addresses that webhooks may reach: hosts, `host:port` and CIDR ranges. */
  allow: readonly string[]
  /** How names become addresses; the system's way when absent. */
  resolve?: Resolve
}

const TIMEOUT_MS = 10_000

/** The ways out of the house. */
export function createChannels({ secrets, allow, resolve = systemResolve, ...mail }: ChannelOptions) {
  const webhooks = { allow: createAllowList(allow), resolve, secrets }
  const mailer = createMailer(mail)
  const send: SendMessage = (channel, message, id) =>
    channel.type === 'webhook'
      ? sendWebhook(webhooks, channel, message, { id, signal: AbortSignal.timeout(TIMEOUT_MS) })
      : mailer.send(channel, message, { id })
  return { send, canSendMail: mail.smtpUrl !== undefined, close: mailer.close }
}
