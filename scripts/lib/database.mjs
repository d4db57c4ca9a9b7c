import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { fromRoot } from './paths.mjs'
import { Problem } from './problem.mjs'
import { say, step } from './progress.mjs'

// What needs installed and built packages is loaded only when they are there.
const loadBuilt = (path) => import(pathToFileURL(fromRoot('packages/db/dist', path)).href)

/**
 * Sees to a migrated database: the one at `databaseUrl`, else an embedded server in the data dir, which is started again
 * should it die.
 * @param {import('./settings.mjs').Settings} settings
 * @param {{ onLost: (problem: Problem) => void }} callbacks
 * @returns {Promise<{ connectionString: string, stop(): Promise<void> }>}
 * @throws {Problem}
 */
export async function openDatabase({ databaseUrl, dataDir }, { onLost }) {
  const database =
    databaseUrl === undefined
      ? await step('Starting the embedded database', () => keepEmbedded(join(dataDir, 'postgres'), onLost))
      : { connectionString: databaseUrl, stop: async () => undefined }
  try {
    await step(databaseUrl === undefined ? 'Migrating' : 'Connecting to the database and migrating', async () => {
      const { migrateDatabase } = await loadBuilt('migrate/index.js')
      const names = await migrateDatabase({ connectionString: database.connectionString }).catch(toProblem)
      return names.length === 0 ? 'nothing to do' : names.join(', ')
    })
  } catch (error) {
    await database.stop()
    throw error
  }
  return database
}

async function keepEmbedded(dataDir, onLost) {
  const { startEmbeddedPostgres } = await loadBuilt('embedded/index.js')
  if (!existsSync(dataDir)) makeDirectory(dataDir)
  let server = await startEmbeddedPostgres({ dataDir }).catch(toProblem)
  let stopping = false

  const watch = async () => {
    await server.exited
    if (stopping) return
    say('  database  ended unexpectedly; it is started again')
    for (let attempt = 1; !stopping; attempt += 1) {
      try {
        // The same port: the processes find it again under the address that they have.
        server = await startEmbeddedPostgres({ dataDir, port: Number(new URL(server.connectionString).port) })
        void watch()
        return
      } catch (error) {
        if (attempt === 5) {
          onLost(
            new Problem('The embedded database ended and could not be started again.', { evidence: error.message }),
          )
          return
        }
        await delay(attempt * 500)
      }
    }
  }
  void watch()
  return {
    connectionString: server.connectionString,
    stop: async () => {
      stopping = true
      await server.stop()
    },
  }
}

function makeDirectory(directory) {
  try {
    mkdirSync(directory, { recursive: true })
  } catch (cause) {
    throw new Problem(`The data dir ${directory} cannot be created (${cause.code}).`, {
      todo: 'Set SPANE_DATA_DIR to a folder that you may write to.',
      cause,
    })
  }
}

// Errors of the db package with a code bring their own sentence.
function toProblem(error) {
  const todo =
    error.code === 'DATABASE_UNREACHABLE'
      ? 'Start that server or correct DATABASE_URL; without DATABASE_URL an embedded server is used.'
      : undefined
  if (error.name === 'MigrationError' || error.name === 'EmbeddedPostgresError') {
    throw new Problem(error.message, { todo, cause: error })
  }
  throw error
}
