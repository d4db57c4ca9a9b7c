import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = (name) => fileURLToPath(new URL(name, import.meta.url))
let dataDir
let launched = []

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'spane-launcher-'))
})
afterEach(async () => {
  for (const { child, ended } of launched) {
    child.kill('SIGTERM')
    await ended
  }
  launched = []
  rmSync(dataDir, { recursive: true, force: true })
})

describe('npm start', () => {
  it('says that the port is taken, and what to do', async () => {
    const blocker = createServer()
    await new Promise((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address()
    const { code, output } = await run('start.mjs', { PORT: String(port) }).ended
    blocker.close()
    expect(code).toBe(1)
    expect(output).toContain(`Port ${port} is in use by another program.`)
    expect(output).toContain(`PORT=${port + 1} npm start`)
  })

  it('says that the database cannot be reached, and what to do', async () => {
    const env = { PORT: '0', DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' }
    const { code, output } = await run('start.mjs', env).ended
    expect(code).toBe(1)
    expect(output).toContain('The database at 127.0.0.1:1 cannot be reached (ECONNREFUSED).')
    expect(output).toContain('correct DATABASE_URL')
  })

  it('does not open itself to the network unasked', async () => {
    const { code, output } = await run('start.mjs', { PORT: '0', HOST: '0.0.0.0' }).ended
    expect(code).toBe(1)
    expect(output).toContain('SPANE_ALLOW_REMOTE=1')
  })
})

describe('the launcher', () => {
  it('stops everything at one Ctrl-C, also when npm passes it on a second time', async () => {
    const launcher = run('fixtures/launcher.mjs', {}, ['listen', 'idle'])
    const { pids } = await launcher.ready
    const database = readServerPid()
    launcher.child.kill('SIGINT')
    launcher.child.kill('SIGINT')
    const { code, output } = await launcher.ended
    expect(code).toBe(0)
    expect(output).toContain('Stopped.')
    expect([pids.listen, pids.idle, database].filter(isAlive)).toEqual([])
  })

  it('ends a process that does not listen at the second Ctrl-C', async () => {
    const launcher = run('fixtures/launcher.mjs', {}, ['listen', 'stubborn'])
    const { pids } = await launcher.ready
    const database = readServerPid()
    launcher.child.kill('SIGINT')
    await expect.poll(() => isAlive(pids.listen)).toBe(false)
    await expect
      .poll(() => {
        launcher.child.kill('SIGINT')
        return isAlive(pids.stubborn)
      })
      .toBe(false)
    await launcher.ended
    expect(isAlive(database)).toBe(false)
  })

  it('shows the last lines of a process that dies at its start, and leaves nothing running', async () => {
    const { code, output } = await run('fixtures/launcher.mjs', {}, ['idle', 'die']).ended
    expect(code).toBe(1)
    expect(output).toContain('The die process ended with code 3 while it started.')
    expect(output).toContain('the fixture cannot start')
    expect(readServerPid()).toBeUndefined()
  })

  it('starts again what dies later', async () => {
    const launcher = run('fixtures/launcher.mjs', {}, ['listen', 'idle'])
    const { url, pids } = await launcher.ready
    process.kill(pids.listen, 'SIGKILL')
    await expect
      .poll(
        () =>
          fetch(url).then(
            (answer) => answer.status,
            () => 0,
          ),
        { timeout: 10_000 },
      )
      .toBe(200)
    expect(isAlive(pids.listen)).toBe(false)
  })

  it('starts the embedded database again when that dies', async () => {
    const launcher = run('fixtures/launcher.mjs', {}, ['listen'])
    const { url } = await launcher.ready
    const killed = readServerPid()
    process.kill(killed, 'SIGKILL')
    await expect.poll(() => isAlive(killed)).toBe(false)
    await expect.poll(() => fetch(url).then((answer) => answer.status), { timeout: 20_000 }).toBe(200)
    expect(readServerPid()).not.toBe(killed)
  })

  it('is noticed by its processes when it is killed, and the next one recovers the data dir', async () => {
    const killed = run('fixtures/launcher.mjs', {}, ['listen', 'idle'])
    const { pids, database } = await killed.ready
    killed.child.kill('SIGKILL')
    await killed.ended
    await expect.poll(() => [pids.listen, pids.idle].filter(isAlive), { timeout: 10_000 }).toEqual([])

    const next = run('fixtures/launcher.mjs', {}, ['listen'])
    expect((await next.ready).database).toBe(database)
  })

  it.each(['SIGTERM', 'SIGKILL'])('stops when the npm that runs it is ended by %s', async (signal) => {
    // Like npm, a process that runs a shell that runs the script.
    const command = `"${process.execPath}" "${script('fixtures/launcher.mjs')}" listen; exit`
    const npm = `require('child_process').spawn('sh', ['-c', process.argv[1]], { stdio: 'inherit' })`
    const launcher = run('-e', { npm_lifecycle_event: 'start' }, [npm, command])
    const { pids } = await launcher.ready
    const database = readServerPid()
    launcher.child.kill(signal)
    await expect.poll(() => [pids.listen, database].filter(isAlive), { timeout: 10_000 }).toEqual([])
    expect((await launcher.ended).output).toContain('Stopped.')
  })

  it('says which process uses the data dir already', async () => {
    const first = run('fixtures/launcher.mjs', {}, ['listen'])
    await first.ready
    const { code, output } = await run('fixtures/launcher.mjs', {}, ['listen']).ended
    expect(code).toBe(1)
    expect(output).toContain(`is in use by process ${first.child.pid}`)
  })

  it('says what is wrong with a data dir that is a file', async () => {
    writeFileSync(join(dataDir, 'file'), '')
    const { code, output } = await run('fixtures/launcher.mjs', { SPANE_DATA_DIR: join(dataDir, 'file') }).ended
    expect(code).toBe(1)
    expect(output).toContain('cannot be created (ENOTDIR)')
  })
})

function run(name, env, args = []) {
  // These tests may themselves be run by npm, which is not the npm of the launcher.
  const { npm_lifecycle_event, ...inherited } = process.env
  const child = spawn(process.execPath, [name.startsWith('-') ? name : script(name), ...args], {
    env: { ...inherited, SPANE_DATA_DIR: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let announce
  const ready = new Promise((resolve) => {
    announce = resolve
  })
  const take = (chunk) => {
    output += chunk
    const line = /^READY (.*)$/m.exec(output)
    if (line !== null) announce(JSON.parse(line[1]))
  }
  child.stdout.setEncoding('utf8').on('data', take)
  child.stderr.setEncoding('utf8').on('data', take)
  const ended = new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, output }))
  })
  const early = ended.then(() => Promise.reject(new Error(`The launcher ended early: ${output}`)))
  early.catch(() => undefined)
  const launcher = { child, ended, ready: Promise.race([ready, early]) }
  launcher.ready.catch(() => undefined)
  launched.push(launcher)
  return launcher
}

function readServerPid() {
  try {
    return Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return undefined
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
