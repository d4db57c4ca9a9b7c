import { defineExecutor, keyValueRows, UnrecoverableNodeError } from '@spane/node-sdk'
import { respondDescription } from './description.ts'
import { type WebhookAnswer, webhookAnswerSchema } from './webhook-answer.ts'

/** Puts out the answer; whoever holds the request open reads it there. */
export const respondExecutor = defineExecutor(respondDescription, ({ inputData, nodeConfig }) => {
  const { status, bodyType, json, text } = nodeConfig
  const headers = keyValueRows(nodeConfig.headers).map(({ name, value }) => ({ name, value: String(value ?? '') }))
  const body = bodyType === 'json' ? (json ?? inputData ?? null) : bodyType === 'text' ? text : null
  const parsed = webhookAnswerSchema.safeParse({ status, headers, bodyType, body } satisfies WebhookAnswer)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const name = headers[Number(issue?.path[1])]?.name
    const message = issue?.message ?? 'This is no answer.'
    throw new UnrecoverableNodeError(name === undefined ? message : `${message} (${name})`, { code: 'BAD_ANSWER' })
  }
  return { success: true, data: parsed.data }
})
