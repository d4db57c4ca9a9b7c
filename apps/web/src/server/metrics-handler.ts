import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Metrics } from '@spane/metrics'
import { sendProblem } from './request-guard.ts'

/** Answers `/metrics`. With an API key it is asked for, as everywhere that programs read. */
export function createMetricsHandler(metrics: Pick<Metrics, 'render'>, apiKey: string | undefined) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('allow', 'GET, HEAD')
      return sendProblem(response, 405, 'METHOD_NOT_ALLOWED', 'Metrics are read with GET')
    }
    if (apiKey !== undefined && !isKey(request.headers.authorization, apiKey)) {
      response.setHeader('www-authenticate', 'Bearer')
      return sendProblem(response, 401, 'UNAUTHORIZED', 'Send the API key as `Authorization: Bearer <key>`')
    }
    const { contentType, body } = await metrics.render()
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
  }
}

function isKey(header: string | undefined, apiKey: string): boolean {
  const given = /^Bearer (.+)$/i.exec(header ?? '')?.[1] ?? ''
  return timingSafeEqual(digest(given), digest(apiKey))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
