import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { lockDataDir } from './data-dir-lock.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'spane-lock-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

it('is held until it is given free', () => {
  const unlock = lockDataDir(dir)
  expect(() => lockDataDir(dir)).toThrow(`in use by process ${process.pid}`)
  unlock()
  lockDataDir(dir)()
  expect(existsSync(join(dir, 'lock.json'))).toBe(false)
})

it.each([
  ['whose process is gone', JSON.stringify({ pid: 2 ** 22 + 1 })],
  ['whose process id was given to another process', JSON.stringify({ pid: process.ppid, startMark: 'long ago' })],
  ['that was cut off while it was written', '{"pid":'],
])('takes over a lock %s', (_, content) => {
  writeFileSync(join(dir, 'lock.json'), content)
  lockDataDir(dir)
  expect(JSON.parse(readFileSync(join(dir, 'lock.json'), 'utf8'))).toMatchObject({ pid: process.pid })
})
