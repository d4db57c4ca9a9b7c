import { defineExecutor, type INodeExecutor } from '@spane/node-sdk'
import { createAllowList } from './address-guard.ts'
import { buildRequest } from './build-request.ts'
import { decodeResponse } from './decode-response.ts'
import { httpDescription } from './description.ts'
import { type Resolve, systemResolve } from './resolve-target.ts'
import { sendRequest } from './send-request.ts'
import { statusError } from './status-error.ts'

export interface HttpOptions {
  /** Hosts, `host:port`, addresses and CIDR ranges that may be reached although they are private. */
  allow?: readonly string[]
  /** How names become addresses; the system's way when absent. */
  resolve?: Resolve
}

/** Sends requests to the public internet, and to what the allow-list opens. */
export function createHttpExecutor({ allow = [], resolve = systemResolve }: HttpOptions = {}): INodeExecutor {
  const allowList = createAllowList(allow)
  const executor = defineExecutor(httpDescription, async ({ nodeConfig, idempotencyKey, traceparent, signal, log }) => {
    const request = buildRequest(nodeConfig, idempotencyKey, traceparent)
    const response = await sendRequest(request, {
      allow: allowList,
      resolve,
      signal,
      maxRedirects: nodeConfig.followRedirects ? nodeConfig.maxRedirects : 0,
    })
    const { status, headers, url } = response
    // Without its query, which can hold keys.
    log(
      'info',
      `${request.method} ${request.url.origin}${request.url.pathname}: ${status}, ${response.body.length} bytes`,
    )
    const body = decodeResponse(response.body, String(headers['content-type'] ?? ''), (message) => log('warn', message))
    if (status >= 400 && nodeConfig.failOnError) throw statusError(response, body)
    return { success: true, data: { status, headers, body, url } }
  })
  return { ...executor, circuitKey: hostOf }
}

/** All requests to one host share a circuit. */
function hostOf({ url }: Record<string, unknown>): string | undefined {
  return typeof url === 'string' && URL.canParse(url.trim()) ? new URL(url.trim()).host || undefined : undefined
}
