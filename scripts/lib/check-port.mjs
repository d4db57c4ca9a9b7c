import { createServer } from 'node:net'
import { Problem } from './problem.mjs'

/**
 * Makes sure that the web server can listen, before minutes are spent on a build; 0 is replaced by a free port.
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number>}
 * @throws {Problem}
 */
export function checkPort(host, port) {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error) => reject(describe(error, host, port)))
    server.listen({ host, port, exclusive: true }, () => {
      const chosen = server.address().port
      server.close(() => resolve(chosen))
    })
  })
}

function describe(error, host, port) {
  if (error.code === 'EADDRINUSE') {
    return new Problem(`Port ${port} is in use by another program.`, {
      todo: `Stop that program, or choose another port: PORT=${port === 65_535 ? 3000 : port + 1} npm start`,
      cause: error,
    })
  }
  if (error.code === 'EACCES') {
    const todo = 'Choose a port from 1024 on: PORT=3000 npm start'
    return new Problem(`Port ${port} may not be used without more rights.`, { todo, cause: error })
  }
  return new Problem(`HOST is "${host}", which is no address of this machine (${error.code}).`, {
    todo: 'Leave HOST out to listen on 127.0.0.1.',
    cause: error,
  })
}
