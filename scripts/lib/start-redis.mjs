import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { Problem } from './problem.mjs'

/**
 * Starts a Redis server that keeps nothing and ends with this process.
 * @param {string} [program]
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startRedis(program = process.env.SPANE_REDIS_SERVER || 'redis-server') {
  const port = await findFreePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--daemonize', 'no']
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise((resolve) => {
    child.once('error', resolve)
    child.once('exit', resolve)
  })
  const ready = new Promise((resolve) => {
    let output = ''
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      output += chunk
      if (output.includes('Ready to accept connections')) resolve(true)
    })
  })
  if ((await Promise.race([ready, ended])) !== true) {
    throw new Problem(`Redis did not start as ${program}.`, {
      todo: 'Install redis-server, set SPANE_REDIS_SERVER to its path, or set REDIS_URL to one that runs.',
    })
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      process.off('exit', kill)
      kill()
      await ended
    },
  }
}

async function findFreePort() {
  const server = createServer().listen({ port: 0, host: '127.0.0.1' })
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
