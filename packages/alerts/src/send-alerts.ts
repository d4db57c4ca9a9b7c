import { type AlertMessageRow, claimAlertMessages, insertClaimedMessage, settleAlertMessage } from '@spane/db'
import type { AlertContext } from './alert-context.ts'
import { alertMessageSchema, composeMessage } from './alert-message.ts'
import { type AlertRuleInput, alertChannelSchema } from './alert-rule.ts'
import { ChannelError } from './channels/channel-error.ts'

const BATCH = 10
/** Longer than any channel may take. */
const LEASE_MS = 60_000
/** Waits between attempts; after the last one the message has failed. */
const BACKOFF_MS = [5_000, 30_000, 120_000, 600_000]

/** Sends the messages that are due. Any number of processes may do so: each message is one's until its lease is over. */
export async function sendAlerts(context: AlertContext): Promise<void> {
  const { pool, workspaceId } = context
  for (;;) {
    const due = await claimAlertMessages(pool, { workspaceId, leaseMs: LEASE_MS, limit: BATCH })
    await Promise.all(due.map((message) => deliver(context, message)))
    if (due.length < BATCH) return
  }
}

/** Sends a test to every channel of a rule, now and once. Returns what went wrong, in the order of the channels. */
export async function sendTest(
  context: AlertContext,
  rule: { id: string } & Pick<AlertRuleInput, 'name' | 'condition' | 'channels'>,
): Promise<(string | null)[]> {
  const { pool, publicUrl } = context
  const finding = 'This is a test: nothing is wrong.'
  const message = composeMessage({ state: 'test', rule, condition: rule.condition, finding, at: new Date(), publicUrl })
  const body = JSON.stringify(message)
  return Promise.all(
    rule.channels.map(async (channel) => {
      const stored = { kind: 'test', channel: JSON.stringify(channel), body } as const
      return deliver(context, await insertClaimedMessage(pool, rule.id, stored, LEASE_MS))
    }),
  )
}

/** Returns why it did not get through, or null. */
async function deliver({ pool, send, redact, logger }: AlertContext, row: AlertMessageRow): Promise<string | null> {
  const { id, ruleId, kind, attempts } = row
  try {
    await send(alertChannelSchema.parse(JSON.parse(row.channel)), alertMessageSchema.parse(JSON.parse(row.body)), id)
  } catch (thrown) {
    const error = redact(thrown instanceof ChannelError ? thrown.message : 'The message could not be sent.')
    if (!(thrown instanceof ChannelError)) logger.error({ err: thrown, ruleId }, 'An alert could not be sent')
    const retries = kind !== 'test' && (!(thrown instanceof ChannelError) || thrown.passing)
    const retryInMs = retries ? BACKOFF_MS[attempts - 1] : undefined
    await settleAlertMessage(pool, { id, error, ...(retryInMs !== undefined && { retryInMs }) })
    return error
  }
  await settleAlertMessage(pool, { id, error: null })
  return null
}
