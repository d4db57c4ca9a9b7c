import { resolve } from 'node:path'
import { Problem } from './problem.mjs'

const LOOPBACK = /^(localhost|::1|127(\.\d{1,3}){3})$/i

/**
 * @typedef {object} Settings
 * @property {number} port 0: any free one
 * @property {string} host
 * @property {string} dataDir absolute
 * @property {string | undefined} databaseUrl undefined: the embedded server
 */

/**
 * Reads what the launcher itself needs of the environment; the processes read theirs.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} directory against which a relative data dir is resolved
 * @returns {Settings}
 * @throws {Problem}
 */
export function readSettings(env, directory) {
  const read = (name) => (env[name]?.trim() === '' ? undefined : env[name]?.trim())
  const portText = read('PORT') ?? '3000'
  const port = Number(portText)
  if (!/^\d+$/.test(portText) || port > 65_535) {
    throw new Problem(`PORT is "${portText}", which is no port number.`, {
      todo: 'Set it to a number from 1 to 65535.',
    })
  }
  const host = read('HOST') ?? '127.0.0.1'
  if (!LOOPBACK.test(host) && !['1', 'true'].includes(read('SPANE_ALLOW_REMOTE'))) {
    throw new Problem(`HOST is "${host}", and there are no accounts yet: everybody who reaches it could use it.`, {
      todo: 'Leave HOST out, or set SPANE_ALLOW_REMOTE=1 if only people whom you trust can reach this address.',
    })
  }
  const databaseUrl = read('DATABASE_URL')
  if (databaseUrl !== undefined && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    throw new Problem('DATABASE_URL is no PostgreSQL address.', {
      todo: 'Give it the form postgresql://user:password@host:5432/database, or leave it out to use the embedded server.',
    })
  }
  return { port, host, dataDir: resolve(directory, read('SPANE_DATA_DIR') ?? '.spane'), databaseUrl }
}

/**
 * The address at which this machine reaches a server that listens on `host`.
 * @param {string} host
 * @param {number} port
 */
export function toLocalUrl(host, port) {
  const name = { '0.0.0.0': '127.0.0.1', '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host)
  return `http://${name}:${port}`
}
