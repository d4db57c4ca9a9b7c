import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { loadThirdPartyNodes } from '../packages/nodes/dist/load-third-party-nodes.js'

const run = promisify(execFile)
const folder = mkdtempSync(join(tmpdir(), 'spane-create-node-'))
afterAll(() => rmSync(folder, { recursive: true }))

const create = (...args) =>
  run(process.execPath, [fileURLToPath(new URL('create-node.mjs', import.meta.url)), ...args], {
    env: { ...process.env, INIT_CWD: folder },
  })

describe('create-node', () => {
  it('makes a node whose tests pass and that the product loads', async () => {
    const { stdout } = await create('spane-node-send-mail', '--name', 'Send mail')
    expect(stdout).toContain('holds the node send-mail')
    const made = join(folder, 'spane-node-send-mail')
    const { NODE_OPTIONS: _, VITEST: __, ...env } = process.env
    const tests = await run(process.execPath, ['--test'], { cwd: made, env })
    expect(tests.stdout).toMatch(/^# pass 3$/m)
    const [node] = await loadThirdPartyNodes(['./spane-node-send-mail'], folder)
    expect(node?.description).toMatchObject({ type: 'send-mail', name: 'Send mail' })
  })

  it('touches no folder that holds something, and no type that is none', async () => {
    writeFileSync(join(folder, 'mine.txt'), '')
    await expect(create('.', '--type', 'x')).rejects.toMatchObject({ stderr: expect.stringContaining('not empty') })
    await expect(create('Not A Type')).rejects.toMatchObject({ stderr: expect.stringContaining('kebab-case') })
  })
})
