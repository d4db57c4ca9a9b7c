import { defineNode, type FieldMeta } from '@spane/node-sdk'
import { z } from 'zod'

/** Letters, digits and a few marks, in segments; no dots alone, so that no address can be climbed. */
const PATH = /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*(\/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*$/
const shown = (...kinds: string[]) => ({ field: 'auth', in: kinds })
const secretName = (meta: FieldMeta) =>
  z
    .string()
    .regex(/^\w{0,100}$/, 'Give the name of the secret, not its value.')
    .meta({ ...meta, expression: false })
    .default('')

export const webhookTriggerDescription = defineNode({
  type: 'webhook-trigger',
  name: 'Webhook',
  summary: 'Starts the published workflow when a request comes to its address.',
  icon: 'webhook',
  group: 'trigger',
  inputs: [],
  outputs: [{ id: 'main' }],
  config: z
    .object({
      method: z
        .enum(['POST', 'GET', 'PUT', 'PATCH', 'DELETE'])
        .meta({ label: 'Method', expression: false } satisfies FieldMeta)
        .default('POST'),
      path: z
        .string()
        .max(200)
        .regex(PATH, 'Give a path of letters, digits, "-", "_", "." and "/", such as orders/new.')
        .meta({
          label: 'Path',
          hint: 'The address is /hooks/ and this path. No two published workflows share a method and path.',
          placeholder: 'orders/new',
          expression: false,
        } satisfies FieldMeta),
      respond: z
        .enum(['at-once', 'at-end', 'from-node'])
        .meta({
          label: 'Answer',
          optionLabels: {
            'at-once': 'At once, with the execution’s id',
            'at-end': 'At the end, with the result',
            'from-node': 'With what a Respond node says',
          },
          expression: false,
        } satisfies FieldMeta)
        .default('at-once'),
      timeoutSeconds: z
        .number()
        .min(1)
        .max(300)
        .meta({
          label: 'Wait at most (seconds)',
          hint: 'When it takes longer, the answer is 202 with the address of the status.',
          visibleWhen: { field: 'respond', in: ['at-end', 'from-node'] },
          expression: false,
        } satisfies FieldMeta)
        .default(30),
      auth: z
        .enum(['none', 'bearer', 'basic', 'hmac-github', 'hmac-stripe', 'hmac'])
        .meta({
          label: 'Who may call',
          optionLabels: {
            none: 'Everyone who knows the address',
            bearer: 'Bearer token',
            basic: 'User and password',
            'hmac-github': 'GitHub signature',
            'hmac-stripe': 'Stripe signature',
            hmac: 'HMAC signature (SHA-256)',
          },
          expression: false,
        } satisfies FieldMeta)
        .default('none'),
      secret: secretName({
        label: 'Secret',
        hint: 'A name: MY_HOOK stands for the variable SPANE_SECRET_MY_HOOK. While it is not set, every request is refused.',
        placeholder: 'MY_HOOK',
        visibleWhen: shown('bearer', 'basic', 'hmac-github', 'hmac-stripe', 'hmac'),
      }),
      user: z
        .string()
        .max(200)
        .meta({ label: 'User', visibleWhen: shown('basic'), expression: false } satisfies FieldMeta)
        .default(''),
      signatureHeader: z
        .string()
        .regex(/^[A-Za-z0-9-]{1,100}$/, 'Give the name of a header.')
        .meta({
          label: 'Signature header',
          hint: 'Holds the hex digest of the body, or of "<timestamp>.<body>" when there is a timestamp header.',
          visibleWhen: shown('hmac'),
          expression: false,
        } satisfies FieldMeta)
        .default('X-Signature-256'),
      timestampHeader: z
        .string()
        .regex(/^[A-Za-z0-9-]{0,100}$/, 'Give the name of a header.')
        .meta({
          label: 'Timestamp header',
          hint: 'Seconds since 1970. Empty: signatures have no time, and an old request can be sent again.',
          visibleWhen: shown('hmac'),
          expression: false,
        } satisfies FieldMeta)
        .default(''),
    })
    .superRefine((config, context) => {
      if (config.auth !== 'none' && config.secret === '') {
        context.addIssue({ code: 'custom', path: ['secret'], message: 'Name the secret that requests are checked by.' })
      }
    }),
  defaults: { method: 'POST', path: 'my-webhook', respond: 'at-once', auth: 'none' },
})
