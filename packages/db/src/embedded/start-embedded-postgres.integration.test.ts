import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { isAlive } from './process-identity.ts'
import { startEmbeddedPostgres } from './start-embedded-postgres.ts'

describe('startEmbeddedPostgres', () => {
  it('keeps data, port and password from start to start', async () => {
    using dir = makeDataDir()
    const first = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    await query(first.connectionString, 'CREATE TABLE kept AS SELECT 42 AS answer')
    await first.stop()
    expect(isAlive(first.pid)).toBe(false)

    const second = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    try {
      expect(second.connectionString).toBe(first.connectionString)
      expect(await query(second.connectionString, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }])
      expect(statSync(join(dir.path, 'server.json')).mode & 0o077).toBe(0)
    } finally {
      await second.stop()
    }
  })

  it('is durable unless asked otherwise', async () => {
    using dir = makeDataDir()
    const server = await startEmbeddedPostgres({ dataDir: dir.path })
    try {
      const rows = await query(
        server.connectionString,
        `SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
                current_setting('listen_addresses') AS address, current_setting('unix_socket_directories') AS sockets`,
      )
      expect(rows).toEqual([{ fsync: 'on', commit: 'on', address: '127.0.0.1', sockets: '' }])
    } finally {
      await server.stop()
    }
  })

  it('refuses a data dir that another launcher uses', async () => {
    using dir = makeDataDir()
    const server = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    try {
      await expect(startEmbeddedPostgres({ dataDir: dir.path })).rejects.toMatchObject({
        code: 'DATA_DIR_IN_USE',
        message: expect.stringContaining(`process ${process.pid}`),
      })
      expect(isAlive(server.pid)).toBe(true)
    } finally {
      await server.stop()
    }
  })

  it('stops the server that a killed launcher left running, and loses nothing', async () => {
    using dir = makeDataDir()
    const orphan = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    await query(orphan.connectionString, 'CREATE TABLE kept AS SELECT 1 AS one')
    forgetLauncher(dir.path)

    const server = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    try {
      expect(isAlive(orphan.pid)).toBe(false)
      expect(await query(server.connectionString, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    } finally {
      await server.stop()
    }
  })

  it('recovers when the server itself was killed', async () => {
    using dir = makeDataDir()
    const killed = await startEmbeddedPostgres({ dataDir: dir.path })
    await query(killed.connectionString, 'CREATE TABLE kept AS SELECT 1 AS one')
    process.kill(killed.pid, 'SIGKILL')
    await killed.exited

    const server = await startEmbeddedPostgres({ dataDir: dir.path })
    try {
      expect(await query(server.connectionString, 'SELECT one FROM kept')).toEqual([{ one: 1 }])
    } finally {
      await server.stop()
    }
  })

  it('does not end a stranger whose process id stands in a stale postmaster.pid', async () => {
    using dir = makeDataDir()
    const former = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    const pidFile = join(dir.path, 'cluster/postmaster.pid')
    const lines = readFileSync(pidFile, 'utf8').split('\n')
    await former.stop()
    writeFileSync(pidFile, [process.ppid, ...lines.slice(1)].join('\n'))

    const server = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    await server.stop()
    expect(isAlive(process.ppid)).toBe(true)
  })

  it('starts again after a kill in the middle of creating the files', async () => {
    using dir = makeDataDir()
    mkdirSync(join(dir.path, 'cluster.new/base'), { recursive: true })
    writeFileSync(join(dir.path, 'server.json'), JSON.stringify({ password: 'kept' }))
    const server = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    await server.stop()
    expect(new URL(server.connectionString).password).toBe('kept')
  })

  it('runs as the owner of the database files', async () => {
    using dir = makeDataDir()
    const first = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    await first.stop()
    const cluster = join(dir.path, 'cluster')
    const isRoot = process.getuid?.() === 0
    const nobody = 65_534
    if (isRoot) spawnSync('chown', ['-R', `${nobody}:${nobody}`, cluster])

    const second = await startEmbeddedPostgres({ dataDir: dir.path, ephemeral: true })
    await second.stop()
    expect(statSync(cluster).uid).toBe(isRoot ? nobody : process.getuid?.())
  })

  it('runs in a folder that only its owner may enter', async () => {
    using dir = makeDataDir()
    const closed = join(dir.path, 'closed')
    mkdirSync(closed)
    chmodSync(closed, 0o700)
    const server = await startEmbeddedPostgres({ dataDir: join(closed, 'data'), ephemeral: true })
    try {
      expect(await query(server.connectionString, 'SELECT 1 AS one')).toEqual([{ one: 1 }])
    } finally {
      await server.stop()
    }
  })
})

function makeDataDir(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'spane-embedded-'))
  chmodSync(path, 0o755)
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) }
}

// As after `kill -9`: the lock names a process that is gone.
function forgetLauncher(dataDir: string): void {
  writeFileSync(join(dataDir, 'lock.json'), JSON.stringify({ pid: process.pid, startMark: 'of an earlier process' }))
}

async function query(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
