import { type ExecutionContext, NodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import type { z } from 'zod'
import type { AllowList } from '../http/address-guard.ts'
import type { Resolve } from '../http/resolve-target.ts'
import { sendRequest } from '../http/send-request.ts'
import { statusError } from '../http/status-error.ts'
import type { waitForSignalDescription } from './description.ts'

type WaitContext = Pick<
  ExecutionContext<z.output<typeof waitForSignalDescription.config>>,
  'nodeConfig' | 'resumeUrl' | 'executionId' | 'workflowId' | 'nodeId' | 'idempotencyKey' | 'signal' | 'log'
>

/**
 * Sends what is waited for, and the link that answers it, to the webhook of the node; nothing without one. `text` is what
 * chats show of such a message.
 * @throws NodeError when the webhook does not take it
 */
export async function sendMessage(
  context: WaitContext,
  target: { allow: AllowList; resolve: Resolve },
  reminder: number,
): Promise<void> {
  const { nodeConfig, resumeUrl, executionId, workflowId, nodeId, idempotencyKey, signal, log } = context
  const { notifyUrl, message, name } = nodeConfig
  if (!notifyUrl) return
  if (!resumeUrl) {
    throw new UnrecoverableNodeError('There is no link to send: this engine signs none.', { code: 'NO_RESUME_URL' })
  }
  const url = URL.parse(notifyUrl)
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UnrecoverableNodeError('The address to which the link is sent is not an http or https URL.', {
      code: 'BAD_URL',
    })
  }
  const what = message || `${name || 'A workflow'} waits for an answer:`
  const text = `${reminder > 0 ? 'Reminder: ' : ''}${what}${what.includes(resumeUrl) ? '' : ` ${resumeUrl}`}`
  const body = JSON.stringify({ text, url: resumeUrl, name: name || null, reminder, executionId, workflowId, nodeId })
  const headers = new Map([
    ['content-type', 'application/json'],
    ['user-agent', 'spane'],
    ['idempotency-key', `${idempotencyKey}:${reminder}`],
  ])
  const request = { method: 'POST' as const, url, headers, body }
  const response = await sendRequest(request, { ...target, signal, maxRedirects: 0 })
  if (response.status >= 300 && response.status < 400) {
    throw new NodeError('The address to which the link is sent answered with a redirect.', { code: 'REDIRECTED' })
  }
  if (response.status >= 400) throw statusError(response, response.body.toString('utf8').slice(0, 1_000))
  log('info', `${reminder > 0 ? `Reminder ${reminder}` : 'The link'} was sent to ${url.origin}`)
}
