import { createServer } from 'node:http'

const PATIENCE = 3_000

/** Answers a container's health check: 200 while the database answers, else 503. */
export function startHealthServer(port: number, ping: () => Promise<void>): Promise<{ close(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/health') {
      response.writeHead(404).end()
      return
    }
    const healthy = await Promise.race([
      ping().then(
        () => true,
        () => false,
      ),
      new Promise<boolean>((resolve) => setTimeout(resolve, PATIENCE, false).unref()),
    ])
    response.writeHead(healthy ? 200 : 503, { 'content-type': 'application/json', 'cache-control': 'no-store' })
    response.end(JSON.stringify({ status: healthy ? 'ok' : 'unavailable' }))
  })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // Every container asks itself; nobody else needs to.
    server.listen(port, '127.0.0.1', () => {
      resolve({
        close: () =>
          new Promise((done) => {
            server.close(() => done())
            server.closeAllConnections()
          }),
      })
    })
  })
}
