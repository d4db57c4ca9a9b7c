import { z } from 'zod'

export const RESPOND_TYPE = 'respond'

/** Belong to the connection or guard our origin: a workflow does not set them. */
const RESERVED =
  /^(connection|keep-alive|transfer-encoding|content-length|upgrade|trailer|te|date|set-cookie2?|clear-site-data|refresh|service-worker-allowed|strict-transport-security|cross-origin-.*|content-security-policy.*|x-content-type-options|x-frame-options)$/i

/** What a `respond` node puts out, and a webhook that waits for it sends. */
export const webhookAnswerSchema = z.object({
  status: z.int().min(200).max(599),
  headers: z.array(
    z.object({
      name: z
        .string()
        .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}$/, 'This is not the name of a header.')
        .refine((name) => !RESERVED.test(name), { error: 'This header is not for a workflow to set.' }),
      value: z.string().regex(/^[\t\x20-\x7e\x80-\xff]{0,8000}$/, 'This cannot stand in a header.'),
    }),
  ),
  /** JSON, or text as it is. */
  bodyType: z.enum(['json', 'text', 'none']),
  body: z.unknown(),
})
export type WebhookAnswer = z.output<typeof webhookAnswerSchema>
