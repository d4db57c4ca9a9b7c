import type { Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createChannels, startAlerts } from '@spane/alerts'
import { createDraftCutter, createServices, seedSamples } from '@spane/api'
import {
  createPostgresStore,
  createPrisma,
  createStorePool,
  findWorkflowRow,
  migrateDatabase,
  readDatabaseFigures,
  readSigningKeys,
  readStorageFigures,
} from '@spane/db'
import {
  createApiHandler,
  NodeRegistry,
  PostgresChannel,
  RedisChannel,
  WORKER_ALIVE_MS,
  WorkflowEngine,
} from '@spane/engine'
import { createMetrics, type InstallationFigures } from '@spane/metrics'
import { toPortableDescription } from '@spane/node-sdk'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { loadThirdPartyNodes } from '@spane/nodes/load-third-party-nodes'
import { createRedactor, createSandbox } from '@spane/sandbox'
import { createEventHandler, createHookHandler, createResumeHandler, describeTriggerPaths } from '@spane/triggers'
import { Redis } from 'ioredis'
import next from 'next'
import pg from 'pg'
import { Server as SocketServer } from 'socket.io'
import type { WebEnv } from '../env.ts'
import { createHttpServer } from './create-http-server.ts'
import { type DraftHub, startDraftHub } from './live/draft-hub.ts'
import { createDraftSource } from './live/draft-source.ts'
import { startLiveHub } from './live/live-hub.ts'
import type { LiveServer } from './live/socket-follower.ts'
import type { WebLogger } from './logger.ts'
import { createMetricsHandler } from './metrics-handler.ts'
import { VERSION } from './product-version.ts'
import { checkRequest, type GuardPolicy } from './request-guard.ts'
import { createTrpcHandler } from './trpc-handler.ts'

// Its types tell of a module with a default export; what Node imports is that export itself.
const createNext = next as unknown as typeof next.default

/** Until there are accounts, everything belongs to the workspace that the first migration makes. */
const WORKSPACE_ID = 'local'
/** Workflows whose storage is told to monitors, the largest first. */
const MEASURED_WORKFLOWS = 20
/** Milliseconds that open requests get to end. */
const GRACE = 5_000

export interface RunningWeb {
  port: number
  close(): Promise<void>
}

/** Puts the web process together and listens. It starts executions and shows them; workers run them. */
export async function startWeb(env: WebEnv, logger: WebLogger): Promise<RunningWeb> {
  const opened: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of opened.reverse().splice(0)) {
      await end().catch((error: unknown) => logger.error({ err: error }, 'Something did not close'))
    }
  }
  try {
    await migrateDatabase({ connectionString: env.databaseUrl, log: (line) => logger.info(line) })
    const pool = new pg.Pool({ connectionString: env.databaseUrl, max: 10 })
    opened.push(() => pool.end())
    pool.on('error', (error) => logger.warn({ err: error }, 'An idle database connection was lost'))
    const prisma = createPrisma(pool)
    opened.push(() => prisma.$disconnect())

    const storePool = createStorePool({
      connectionString: env.databaseUrl,
      onError: (error) => logger.warn({ err: error }, 'An idle database connection was lost'),
    })
    opened.push(() => storePool.end())

    const registry = new NodeRegistry()
    for (const description of nodeDescriptions) registry.describe(description)
    const thirdParty = await loadThirdPartyNodes(env.nodes, process.cwd())
    for (const { description } of thirdParty) registry.describe(description)
    const redis = env.redisUrl === undefined ? null : connectRedis(env.redisUrl, logger)
    if (redis) opened.push(async () => redis.disconnect())
    const metrics = createMetrics({
      process: 'web',
      readInstallation: async (): Promise<InstallationFigures> => {
        const [figures, { waiting, active, delayed, failed }, { now, queue }, storage] = await Promise.all([
          readDatabaseFigures(prisma, { workspaceId: WORKSPACE_ID, aliveMs: WORKER_ALIVE_MS }),
          engine.getQueueStats(),
          services.system.workers(),
          readStorageFigures(prisma, { workspaceId: WORKSPACE_ID, limit: MEASURED_WORKFLOWS }),
        ])
        const readyTypes = queue.types.map(({ nodeType, ready, oldestReadyAt }) => ({
          nodeType,
          ready,
          oldestSeconds: Math.max(0, Date.parse(now) - Date.parse(oldestReadyAt)) / 1_000,
        }))
        return { ...figures, queue: { waiting, active, delayed, failed }, readyTypes, storage }
      },
    })
    // For concurrency keys that are more than a path into the input; its threads start with the first of them.
    const sandbox = createSandbox({ threads: 1 })
    opened.push(() => sandbox.close())
    // Loaded only then: its packages take time and memory.
    const tracing =
      env.tracing && (await import('@spane/tracing')).startTracing({ serviceName: 'spane-web', ...env.tracing })
    if (tracing) opened.push(() => tracing.shutdown())
    const engine: WorkflowEngine = new WorkflowEngine(registry, createPostgresStore({ pool: storePool }), redis, {
      workspaceId: WORKSPACE_ID,
      logger,
      metrics: metrics.engine,
      ...(tracing && { tracer: tracing.engine }),
      backend: redis ? { type: 'redis' } : { type: 'postgres', connectionString: env.databaseUrl },
      ...(env.maxQueueDepth !== undefined && { maxQueueDepth: env.maxQueueDepth }),
      resolveConfig: ({ config, scope, signal }) => sandbox.resolveConfig({ config, scope, signal }),
    })
    opened.push(() => engine.close())

    if (await seedSamples(prisma, WORKSPACE_ID)) logger.info('Sample workflows were added')
    const redactor = createRedactor(Object.values(env.secrets))
    const channels = createChannels({
      smtpUrl: env.smtpUrl,
      from: env.smtpFrom,
      allow: env.httpAllow,
      secrets: env.secrets,
    })
    opened.push(async () => channels.close())
    const alerts = { send: channels.send, publicUrl: env.publicUrl, logger }
    let drafts: DraftHub | undefined
    const services = createServices({
      workspaceId: WORKSPACE_ID,
      prisma,
      pool,
      engine,
      types: registry,
      customNodes: thirdParty.map(({ description }) => toPortableDescription(description)),
      redact: redactor.text,
      draftChanged: (workflowId) => drafts?.changed(workflowId),
      alerts: { ...alerts, canSendMail: channels.canSendMail },
      version: VERSION,
    })

    const pages = createNext({
      dev: env.development,
      dir: fileURLToPath(new URL('../..', import.meta.url)),
      hostname: env.host,
      port: env.port,
    })
    await pages.prepare()
    opened.push(() => pages.close())

    const policy: GuardPolicy = {
      allowRemote: env.allowRemote,
      allowedHosts: [...env.allowedHosts, env.host.toLowerCase()],
    }
    const api = createApiHandler(engine, {
      alsoPaths: describeTriggerPaths(),
      logger,
      redact: redactor.value,
      hasDraft: async (id) => (await findWorkflowRow(prisma, WORKSPACE_ID, id)) !== null,
      ...(env.apiKey === undefined ? {} : { apiKey: env.apiKey }),
    })
    const triggers = { pool, engine, workspaceId: WORKSPACE_ID, now: Date.now, publicUrl: env.publicUrl, logger }
    const hooks = createHookHandler({
      ...triggers,
      secrets: env.secrets,
      redact: redactor.text,
      cutDraft: createDraftCutter({ workspaceId: WORKSPACE_ID, prisma, engine, types: registry }),
    })
    const events = createEventHandler({ ...triggers, ...(env.apiKey === undefined ? {} : { apiKey: env.apiKey }) })
    const server = createHttpServer({
      policy,
      health: { database: () => engine.store.ping(), queue: () => engine.getQueueStats() },
      rest: getRequestListener(api, { overrideGlobalObjects: false }),
      trpc: createTrpcHandler(services, logger),
      events: getRequestListener(events, { overrideGlobalObjects: false }),
      resume: getRequestListener(
        createResumeHandler({ engine, keys: await readSigningKeys(pool), redact: redactor.text }),
        { overrideGlobalObjects: false },
      ),
      hooks: getRequestListener(hooks.handle, { overrideGlobalObjects: false }),
      metrics: createMetricsHandler(metrics, env.apiKey),
      pages: pages.getRequestHandler(),
      logger,
    })
    const io: LiveServer = new SocketServer(server, {
      serveClient: false,
      // Polling would send mutations as text/plain, which the guard refuses for good reason.
      transports: ['websocket'],
      // Who loses the connection is to be gone from the sight of others soon.
      pingInterval: 10_000,
      pingTimeout: 5_000,
      maxHttpBufferSize: 64 * 1024,
      allowRequest: (request, decide) => {
        const refused = checkRequest(request, policy, true)
        decide(refused?.message ?? null, refused === undefined)
      },
    })
    const hub = startLiveHub({ io, store: engine.store, bus: engine.bus, workspaceId: WORKSPACE_ID, logger })
    const channelOptions = { name: 'spane_drafts', logger }
    const channel = redis
      ? new RedisChannel(redis, channelOptions)
      : new PostgresChannel(env.databaseUrl, channelOptions)
    opened.push(() => channel.close())
    drafts = startDraftHub({ io, source: createDraftSource(prisma, WORKSPACE_ID), channel, logger })
    opened.push(() => {
      hub.close()
      drafts?.close()
      // Upgraded connections are no longer the HTTP server's, which would wait for them for ever.
      io.disconnectSockets(true)
      io.engine.close()
      return closeServer(server)
    })
    // Before the server: it waits for open requests, and these may wait for minutes.
    opened.push(() => hooks.close())
    const watch = startAlerts({ ...alerts, pool, prisma, workspaceId: WORKSPACE_ID, redact: redactor.text })
    opened.push(() => watch.close())
    await listen(server, env)
    return { port: (server.address() as AddressInfo).port, close }
  } catch (error) {
    await close()
    throw error
  }
}

function connectRedis(url: string, logger: WebLogger): Redis {
  // Commands wait while Redis is away; nothing is lost, because the store is the truth.
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis does not answer'))
  return redis
}

function listen(server: HttpServer, env: WebEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(env.port, env.host, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Takes no further connection, lets open requests end, and then ends what is left. */
function closeServer(server: HttpServer): Promise<void> {
  return new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), GRACE)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })
}
