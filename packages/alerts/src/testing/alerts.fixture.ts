import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createPostgresStore, createPrisma, insertAlertRule } from '@spane/db'
import { createTestDatabase } from '@spane/db/testing'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import type { AlertContext } from '../alert-context.ts'
import type { AlertChannel, AlertCondition, AlertRuleInput } from '../alert-rule.ts'
import { createChannels } from '../channels/create-channels.ts'
import { startSmtpServer } from './smtp-server.fixture.ts'

interface ReceivedRequest {
  headers: IncomingHttpHeaders
  body: string
}

/** A database of its own, a receiver of webhooks and a mail server. */
export async function setUpAlerts() {
  const database = await createTestDatabase()
  const prisma = createPrisma(database.pool)
  const smtp = await startSmtpServer()
  const requests: ReceivedRequest[] = []
  const receiver = { status: 200 }
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      requests.push({ headers: request.headers, body })
      response.writeHead(receiver.status).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const hookUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/alerts`
  const secrets: Record<string, string> = { SIGN: 'shh', CHAT: `${hookUrl}?token=hidden` }
  const logged: unknown[] = []
  const channelsWith = (smtpUrl: string | undefined) =>
    createChannels({ secrets, allow: ['127.0.0.1'], smtpUrl, from: 'spane@example.com' })
  const context: AlertContext = {
    pool: database.pool,
    prisma,
    workspaceId: 'local',
    send: channelsWith(smtp.url).send,
    publicUrl: 'https://spane.example.com',
    redact: (text) => text.replaceAll('hidden', '[secret]'),
    logger: { info: () => undefined, error: (details) => logged.push(details) },
  }
  const registry = new NodeRegistry()
    .register('pass', { execute: ({ inputData }) => ({ success: true, data: inputData }) })
    .register('break', { execute: () => ({ success: false, error: 'no' }) })
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
    backend: { type: 'postgres', connectionString: database.connectionString },
    defaults: { retries: 0 },
  })
  const webhook: AlertChannel = { type: 'webhook', url: hookUrl, secret: '' }
  return {
    context,
    engine,
    pool: database.pool,
    requests,
    receiver,
    smtp,
    hookUrl,
    logged,
    withoutMail: { ...context, send: channelsWith(undefined).send },
    async addRule(condition: AlertCondition, change: Partial<AlertRuleInput> = {}): Promise<string> {
      const rule = {
        name: 'Watch',
        enabled: true,
        forSeconds: 0,
        minIntervalMinutes: 0,
        channels: [webhook],
        ...change,
      }
      const values = { ...rule, condition: JSON.stringify(condition), channels: JSON.stringify(rule.channels) }
      return (await insertAlertRule(database.pool, 'local', values)).id
    },
    /** The next check is due at once. */
    async makeDue(): Promise<void> {
      await database.pool.query(`UPDATE alert_rule SET next_check_at = clock_timestamp()`)
      await database.pool.query(`UPDATE alert_message SET available_at = clock_timestamp() WHERE status = 'pending'`)
    },
    async addWorker(): Promise<void> {
      await database.pool.query(
        `INSERT INTO worker (id, host, pid, concurrency, started_at, heartbeat_at)
         VALUES ('w', 'here', 1, 1, clock_timestamp(), clock_timestamp()) ON CONFLICT (id) DO NOTHING`,
      )
    },
    [Symbol.asyncDispose]: async () => {
      await engine.close()
      await prisma.$disconnect()
      await smtp[Symbol.asyncDispose]()
      await new Promise((resolve) => server.close(resolve))
      await database[Symbol.asyncDispose]()
    },
  }
}
