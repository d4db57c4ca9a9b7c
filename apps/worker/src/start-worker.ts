import {
  createPostgresStore,
  createStorePool,
  findStoredFile,
  migrateDatabase,
  readSigningKeys,
  readStoredFile,
  startPruner,
  startStorageMeter,
} from '@spane/db'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { createMetrics } from '@spane/metrics'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import { loadThirdPartyNodes } from '@spane/nodes/load-third-party-nodes'
import { createRedactor, createSandbox } from '@spane/sandbox'
import { signResumePath, startCronScheduler } from '@spane/triggers'
import { Redis } from 'ioredis'
import { createConfigResolver } from './create-config-resolver.ts'
import type { WorkerEnv } from './env.ts'
import { startHealthServer } from './health-server.ts'
import type { WorkerLogger } from './logger.ts'

const WORKSPACE_ID = 'local'

export interface RunningWorker {
  close(): Promise<void>
}

/** Puts a worker together and starts it. */
export async function startWorker(
  env: WorkerEnv,
  secrets: Record<string, string>,
  logger: WorkerLogger,
): Promise<RunningWorker> {
  const opened: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const end of opened.reverse().splice(0)) {
      await end().catch((error: unknown) => logger.error({ err: error }, 'Something did not close'))
    }
  }
  try {
    await migrateDatabase({ connectionString: env.databaseUrl, log: (line) => logger.info(line) })
    const pool = createStorePool({
      connectionString: env.databaseUrl,
      onError: (error) => logger.warn({ err: error }, 'An idle database connection was lost'),
    })
    opened.push(() => pool.end())

    const sandbox = createSandbox({ secrets })
    opened.push(() => sandbox.close())
    const executors = createExecutors({
      sandbox,
      http: { allow: env.httpAllow },
      files: {
        find: (id) => findStoredFile(pool, WORKSPACE_ID, id),
        read: (id) => readStoredFile(pool, id),
      },
    })
    const registry = new NodeRegistry()
    for (const description of nodeDescriptions) {
      const executor = executors[description.type]
      if (!executor) throw new Error(`The node type ${description.type} has no executor`)
      registry.register(description.type, executor, description)
    }
    for (const { description, executor } of await loadThirdPartyNodes(env.nodes, process.cwd())) {
      registry.register(description.type, executor, description)
    }

    const redis = env.redisUrl === undefined ? null : connectRedis(env.redisUrl, logger)
    if (redis) opened.push(async () => redis.disconnect())
    const redactor = createRedactor(Object.values(secrets))
    const metrics = createMetrics({ process: 'worker' })
    // Loaded only then: its packages take time and memory.
    const tracing =
      env.tracing && (await import('@spane/tracing')).startTracing({ serviceName: 'spane-worker', ...env.tracing })
    if (tracing) opened.push(() => tracing.shutdown())
    const signingKeys = await readSigningKeys(pool)
    const engine = new WorkflowEngine(registry, createPostgresStore({ pool }), redis, {
      workspaceId: WORKSPACE_ID,
      logger,
      metrics: metrics.engine,
      ...(tracing && { tracer: tracing.engine }),
      leaseMs: env.leaseMs,
      backend: redis ? { type: 'redis' } : { type: 'postgres', connectionString: env.databaseUrl },
      resolveConfig: createConfigResolver(sandbox),
      rateLimits: env.rateLimits,
      ...(env.maxQueueDepth !== undefined && { maxQueueDepth: env.maxQueueDepth }),
      redact: redactor.text,
      resumeUrl: (target) => `${env.publicUrl}${signResumePath(signingKeys, target)}`,
    })
    opened.push(() => engine.close())
    if (env.healthPort !== undefined) {
      const health = await startHealthServer({
        port: env.healthPort,
        host: env.healthHost,
        ping: () => engine.store.ping(),
        metrics,
      })
      opened.push(() => health.close())
    }
    await engine.startWorkers(env.concurrency)
    const pruner = startPruner({
      connectionString: env.databaseUrl,
      policy: env.retention,
      logger,
      onPruned: metrics.executionsPruned,
    })
    opened.push(() => pruner.close())
    const storageMeter = startStorageMeter({ connectionString: env.databaseUrl, logger })
    opened.push(() => storageMeter.close())
    const scheduler = startCronScheduler({
      pool,
      engine,
      workspaceId: WORKSPACE_ID,
      now: Date.now,
      publicUrl: env.publicUrl,
      logger,
    })
    // The first to end, because it starts executions through all the others.
    opened.push(() => scheduler.close())
    return { close }
  } catch (error) {
    await close()
    throw error
  }
}

function connectRedis(url: string, logger: WorkerLogger): Redis {
  // Commands wait while Redis is away; nothing is lost, because the store is the truth.
  const redis = new Redis(url, { maxRetriesPerRequest: null })
  redis.on('error', (error) => logger.warn({ err: error }, 'Redis does not answer'))
  return redis
}
