import { MigrationError } from '@spane/db'
import { ThirdPartyNodesError } from '@spane/nodes/load-third-party-nodes'
import { readWebEnv } from '../env.ts'
import { createLogger } from './logger.ts'
import { startWeb } from './start-web.ts'

const result = readWebEnv()
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
  const web = await startWeb(env, logger)
  logger.info({ port: web.port, host: env.host, backend: env.redisUrl ? 'redis' : 'postgres' }, 'Listening')
  await stopped
  logger.info('Stopping')
  await web.close()
  process.exit(0)
} catch (error) {
  const sentence = describeStartError(error)
  if (sentence === undefined) logger.fatal({ err: error }, 'The web server could not start')
  else process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** What a person can mend, in a sentence; undefined for what nobody foresaw. */
function describeStartError(error: unknown): string | undefined {
  if (error instanceof MigrationError || error instanceof ThirdPartyNodesError) return error.message
  const { code } = error as NodeJS.ErrnoException
  if (code === 'EADDRINUSE') return `Port ${env.port} is taken: set PORT to another one, or end what listens there.`
  if (code === 'EACCES') return `Port ${env.port} may not be used by this user: set PORT to one above 1024.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `HOST ${env.host} is no address of this machine.`
  return undefined
}
