import { idSchema } from '@spane/workflow'
import { z } from 'zod'

const whole = (min: number, max: number) =>
  z
    .number({ error: 'Give a number.' })
    .int('Give a whole number.')
    .min(min, `Give a number of at least ${min}.`)
    .max(max, `Give a number of at most ${max}.`)
const minutes = whole(1, 1_440)
/** Null: all workflows. */
const workflowId = idSchema.nullable()

/** What a rule watches. */
export const alertConditionSchema = z.discriminatedUnion('kind', [
  /** Nodes failed for good in the last minutes. */
  z.object({ kind: z.literal('dead-letters-new'), workflowId, minutes }),
  /** More than so many dead letters are open. */
  z.object({ kind: z.literal('dead-letters-open'), workflowId, over: whole(0, 99_999) }),
  /** Of the executions started in the last minutes that have completed or failed, this many in a hundred failed. */
  z.object({
    kind: z.literal('failure-rate'),
    workflowId,
    percent: whole(1, 100),
    minutes,
    /** With fewer executions the rate says nothing. */
    atLeast: whole(1, 10_000),
  }),
  /** A node has waited for a free slot for longer. */
  z.object({ kind: z.literal('queue-age'), seconds: whole(1, 86_400) }),
  z.object({ kind: z.literal('no-worker') }),
])
export type AlertCondition = z.infer<typeof alertConditionSchema>

/** `secret:NAME` stands for the variable SPANE_SECRET_NAME, for addresses that whoever knows them may use. */
const SECRET_URL = /^secret:\w{1,100}$/
const isWebAddress = (text: string) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)

/** Where a rule's messages go. */
export const alertChannelSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('webhook'),
    url: z
      .string()
      .trim()
      .max(2_000)
      .refine(
        (text) => SECRET_URL.test(text) || isWebAddress(text),
        'Give an address such as https://example.com/alerts.',
      ),
    /** Name of the secret that requests are signed by; empty: they are not signed. */
    secret: z
      .string()
      .trim()
      .regex(/^\w{0,100}$/, 'Give the name of the secret, not its value.'),
  }),
  z.object({
    type: z.literal('email'),
    to: z
      .string()
      .trim()
      .max(1_000)
      .refine((text) => parseRecipients(text).length > 0, 'Give at least one address.')
      .refine(
        (text) => parseRecipients(text).every((address) => z.email().safeParse(address).success),
        'Give e-mail addresses, separated by commas.',
      ),
  }),
])
export type AlertChannel = z.infer<typeof alertChannelSchema>

/** A rule as a person writes it. */
export const alertRuleSchema = z.object({
  name: z.string().trim().min(1, 'Give the alert a name.').max(100),
  enabled: z.boolean(),
  condition: alertConditionSchema,
  /** How long the condition must hold before it counts. */
  forSeconds: whole(0, 86_400),
  /** From one message of this alarm to the next: one that comes and goes does not fill a mailbox. */
  minIntervalMinutes: whole(0, 10_080),
  channels: z.array(alertChannelSchema).min(1, 'Add at least one way to be told.').max(5),
})
export type AlertRuleInput = z.infer<typeof alertRuleSchema>

/** The addresses of an e-mail channel. */
export function parseRecipients(to: string): string[] {
  return to
    .split(/[,;\s]+/)
    .map((address) => address.trim())
    .filter(Boolean)
}
