import { createTransport, type Transporter } from 'nodemailer'
import type { AlertMessage } from '../alert-message.ts'
import { type AlertChannel, parseRecipients } from '../alert-rule.ts'
import { ChannelError } from './channel-error.ts'

export interface MailOptions {
  /** `smtp://user:password@host:port`; absent: no mail can be sent. */
  smtpUrl: string | undefined
  from: string
}

type MailChannel = Extract<AlertChannel, { type: 'email' }>

const TIMEOUT_MS = 10_000

/** Sends messages by SMTP, on one connection after the other. */
export function createMailer({ smtpUrl, from }: MailOptions) {
  const transport: Transporter | undefined =
    smtpUrl === undefined
      ? undefined
      : createTransport(withTimeouts(smtpUrl), { from, disableFileAccess: true, disableUrlAccess: true })
  return {
    /** @throws ChannelError */
    async send(channel: MailChannel, message: AlertMessage, { id }: { id: string }): Promise<void> {
      if (!transport) {
        throw new ChannelError(
          'No mail server is set: set SMTP_URL, such as smtp://user:password@mail.example.com:587.',
          {
            passing: false,
          },
        )
      }
      const { text, finding, at, url, rule } = message
      try {
        await withTimeout(
          transport.sendMail({
            to: parseRecipients(channel.to),
            subject: text,
            text: `${text}\n\n${finding}\n${url}\n\nSeen at ${at} by the alert “${rule.name}”.\n`,
            headers: { 'X-Spane-Alert': rule.id, 'Auto-Submitted': 'auto-generated' },
            messageId: `<alert-${id}.${rule.id}@spane>`,
          }),
        )
      } catch (error) {
        if (error instanceof ChannelError) throw error
        const { responseCode, message: reason } = error as { responseCode?: number; message: string }
        // 5xx: the server has decided. Whatever else went wrong may pass.
        const passing = responseCode === undefined || responseCode < 500
        throw new ChannelError(`The mail server did not take the message: ${reason}`, { passing, cause: error })
      }
    },
    close: (): void => transport?.close(),
  }
}

/** The driver's own are minutes. */
function withTimeouts(smtpUrl: string): string {
  const url = new URL(smtpUrl)
  for (const name of ['connectionTimeout', 'greetingTimeout', 'socketTimeout']) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(TIMEOUT_MS))
  }
  return url.href
}

async function withTimeout(sending: Promise<unknown>): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    const error = new ChannelError('The mail server did not answer in time.', { passing: true })
    timer = setTimeout(() => reject(error), TIMEOUT_MS)
  })
  try {
    await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
  }
}
