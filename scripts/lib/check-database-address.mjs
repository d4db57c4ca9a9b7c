import { connect } from 'node:net'
import { Problem } from './problem.mjs'

/**
 * Makes sure that something listens where DATABASE_URL points to. Whether it is a database that lets us in is found out
 * when it is migrated; this needs no package and answers before anything is built.
 * @param {string} databaseUrl
 * @throws {Problem}
 */
export async function checkDatabaseAddress(databaseUrl, { patience = 10_000 } = {}) {
  const url = parse(databaseUrl)
  // Without a host the driver uses a socket file or its own default.
  if (url.hostname === '' || url.searchParams.has('host')) return
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const port = Number(url.port || 5432)
  await new Promise((resolve, reject) => {
    const socket = connect({ host, port, timeout: patience })
    const fail = (reason) => {
      socket.destroy()
      reject(
        new Problem(`The database at ${url.hostname}:${port} cannot be reached (${reason}).`, {
          todo: 'Start that server or correct DATABASE_URL; without DATABASE_URL an embedded server is used.',
        }),
      )
    }
    socket.once('connect', () => {
      socket.destroy()
      resolve()
    })
    socket.once('timeout', () => fail(`no answer within ${patience / 1000} s`))
    socket.once('error', (error) => fail(error.code ?? error.message))
  })
}

function parse(databaseUrl) {
  try {
    return new URL(databaseUrl)
  } catch (cause) {
    throw new Problem('DATABASE_URL is no address.', {
      todo: 'Give it the form postgresql://user:password@host:5432/database; special characters in the password as %XX.',
      cause,
    })
  }
}
