import { MigrationError } from '@spane/db'
import { ThirdPartyNodesError } from '@spane/nodes/load-third-party-nodes'
import { createSecretSource } from '@spane/sandbox'
import { readWorkerEnv } from './env.ts'
import { createLogger } from './logger.ts'
import { startWorker } from './start-worker.ts'

const result = readWorkerEnv()
if (!result.ok) {
  for (const problem of result.problems) process.stderr.write(`${problem}\n`)
  process.exit(1)
}
const { env } = result
const logger = createLogger(env.logLevel)

// Signals may come while it still starts: then it ends as soon as it has started.
let stop: () => void = () => undefined
const stopped = new Promise<void>((resolve) => {
  stop = resolve
})
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, stop)
// The launcher is gone, however it ended.
if (process.send) process.once('disconnect', stop)

try {
  const worker = await startWorker(env, createSecretSource(process.env), logger)
  logger.info({ concurrency: env.concurrency, backend: env.redisUrl ? 'redis' : 'postgres' }, 'Taking nodes')
  await stopped
  logger.info('Stopping')
  await worker.close()
  process.exit(0)
} catch (error) {
  if (error instanceof MigrationError || error instanceof ThirdPartyNodesError)
    process.stderr.write(`${error.message}\n`)
  else logger.fatal({ err: error }, 'The worker could not start')
  process.exit(1)
}
