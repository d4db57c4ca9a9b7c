import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

/** A Redis server for one test run: nothing is written to disk, and it ends with its owner. */
export interface TestRedis {
  url: string
  pid: number
  stop(): Promise<void>
}

const START_PATIENCE = 10_000

/**
 * Starts the system's `redis-server` on a free port.
 *
 * @throws Error that says how to install it when it is missing: the tests need it and are not skipped.
 */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await findFreePort()
  const program = process.env.SPANE_REDIS_SERVER ?? 'redis-server'
  const child = spawn(
    program,
    ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const output: string[] = []
  child.stdout.on('data', (chunk) => output.push(String(chunk)))
  child.stderr.on('data', (chunk) => output.push(String(chunk)))
  const ended = new Promise<Error>((resolve) => {
    child.once('error', (error) =>
      resolve(
        new Error(
          `The tests need a Redis server, and "${program}" cannot be started. Install it (Debian: apt-get install ` +
            'redis-server; macOS: brew install redis) or set SPANE_REDIS_SERVER to its path.',
          { cause: error },
        ),
      ),
    )
    child.once('exit', () => resolve(new Error(`redis-server ended at start: ${output.join('').trim()}`)))
  })
  const ready = waitForOutput(output, 'Ready to accept connections')
  const failure = await Promise.race([ended, ready])
  if (failure !== undefined) {
    child.kill('SIGKILL')
    throw failure
  }
  const killOnExit = () => child.kill('SIGKILL')
  process.once('exit', killOnExit)
  return {
    url: `redis://127.0.0.1:${port}`,
    pid: child.pid as number,
    stop: async () => {
      process.off('exit', killOnExit)
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function waitForOutput(output: string[], text: string): Promise<Error | undefined> {
  const deadline = Date.now() + START_PATIENCE
  while (!output.some((chunk) => chunk.includes(text))) {
    if (Date.now() > deadline) return new Error(`redis-server was not ready in time: ${output.join('').trim()}`)
    await delay(10)
  }
  return undefined
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = server.address()
      if (address === null || typeof address === 'string') return
      server.close(() => resolve(address.port))
    })
  })
}
