import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Metrics } from '@spane/metrics'

const PATIENCE = 3_000

export interface HealthServerOptions {
  /** 0: any free one. */
  port: number
  /** Loopback, unless a monitor on another machine has to read the metrics. */
  host: string
  ping: () => Promise<void>
  metrics: Pick<Metrics, 'render'>
}

/** Answers `/health` (200 while the database answers, else 503) and `/metrics`, and nothing else. */
export function startHealthServer(options: HealthServerOptions): Promise<{ port: number; close(): Promise<void> }> {
  const { port, host, ping, metrics } = options
  const server = createServer(async (request, response) => {
    const path = request.url?.split('?', 1)[0]
    if (request.method !== 'GET' && request.method !== 'HEAD') response.writeHead(405, { allow: 'GET, HEAD' }).end()
    else if (path === '/health') await sendHealth(response, ping)
    else if (path === '/metrics') await sendMetrics(response, metrics)
    else response.writeHead(404).end()
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}

async function sendHealth(response: ServerResponse, ping: () => Promise<void>): Promise<void> {
  const healthy = await Promise.race([
    ping().then(
      () => true,
      () => false,
    ),
    new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, false).unref()),
  ])
  response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify({ status: healthy ? 'ok' : 'unavailable' }))
}

async function sendMetrics(response: ServerResponse, metrics: Pick<Metrics, 'render'>): Promise<void> {
  const { contentType, body } = await metrics.render()
  response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body)
}
