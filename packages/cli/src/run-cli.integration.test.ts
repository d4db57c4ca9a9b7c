import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiHandler, InMemoryExecutionStore, NodeRegistry, WorkflowEngine } from '@spane/engine'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { runCli } from './run-cli.ts'

const folder = mkdtempSync(join(tmpdir(), 'spane-cli-'))
const redis = new Redis(inject('testRedisUrl'))
const registry = new NodeRegistry()
for (const description of nodeDescriptions) {
  const execute = ({ inputData }: { inputData: unknown }) => {
    if (inputData === 'fail') throw new Error('asked to fail')
    return { success: true, data: inputData }
  }
  registry.register(description.type, { execute }, description)
}
const engine = new WorkflowEngine(registry, new InMemoryExecutionStore(), redis, {
  prefix: `cli-${process.pid}`,
  defaults: { retries: 0 },
})
const handle = createApiHandler(engine, { apiKey: 'secret' })

beforeAll(() => engine.startWorkers(2))
afterAll(async () => {
  await engine.close()
  redis.disconnect()
  rmSync(folder, { recursive: true })
})

async function spane(...args: string[]) {
  const out: string[] = []
  const notes: string[] = []
  const code = await runCli(args, {
    env: { SPANE_URL: 'http://spane.test', SPANE_API_KEY: 'secret' },
    directory: folder,
    fetch: handle,
    print: (line) => out.push(line),
    note: (line) => notes.push(line),
  })
  return { code, out: out.join('\n'), notes: notes.join('\n') }
}
const write = (name: string, content: unknown) =>
  writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content))
const read = (name: string) => readFileSync(join(folder, name), 'utf8')

const greet = {
  id: 'greet',
  name: 'Greet',
  nodes: [
    { id: 'start', type: 'manual-trigger', config: {} },
    { id: 'hello', type: 'transform', config: { fields: [{ name: 'to', value: '{{ nodes["start"].output.name }}' }] } },
  ],
  edges: [{ id: 'start->hello', source: 'start', sourcePort: 'main', target: 'hello', targetPort: 'main' }],
}

describe('spane', () => {
  it('pushes a workflow, pulls it as it was, and exports it as code', async () => {
    write('greet.json', greet)
    expect(await spane('push', 'greet.json')).toEqual({ code: 0, out: '', notes: 'greet: version 1' })
    expect(await spane('pull', 'greet', '--out', 'pulled')).toMatchObject({ code: 0 })
    expect(JSON.parse(read('pulled/greet.json'))).toEqual(greet)
    expect(await spane('pull', 'greet', '--ts', '--out', 'pulled')).toMatchObject({ code: 0 })
    const exported = await spane('export', 'greet')
    expect(exported.out.trim()).toBe(read('pulled/greet.ts').trim())
    expect(exported.out).toContain('value: ref(start).output.name')
    expect((await spane('export', 'greet.json')).out).toBe(exported.out)
  })

  it('runs a workflow from a module, waits for its end and tells what failed', async () => {
    write('greet.mjs', `export default ${JSON.stringify({ ...greet, name: 'Greet again' })}`)
    const done = await spane('run', 'greet.mjs', '--input', '{"name":"Ada"}')
    expect(done).toMatchObject({ code: 0, notes: 'greet: version 2' })
    expect(JSON.parse(done.out)).toMatchObject({ status: 'completed', nodeResults: { hello: { success: true } } })
    const failed = await spane('run', 'greet', '--input', '"fail"')
    expect(failed).toMatchObject({ code: 1, notes: 'start: asked to fail (NODE_FAILED)' })
    const { executionId } = JSON.parse(done.out)
    const again = await spane('rerun', executionId, '--from', 'hello', '--input', '"by hand"')
    expect(JSON.parse(again.out)).toMatchObject({ status: 'completed', nodeResults: { hello: { data: 'by hand' } } })
    const refused = await spane('rerun', executionId, '--from', 'nowhere')
    expect([refused.code, refused.notes]).toEqual([1, expect.stringContaining('NODE_NOT_FOUND')])
    expect((await spane('run', 'greet', '--no-wait')).out).toMatch(/^[\da-f-]{36}$/)
  })

  it('validates files without a server', async () => {
    write('good.json', greet)
    write('bad.json', { ...greet, nodes: [...greet.nodes, { id: 'x', type: 'nowhere' }] })
    expect(await spane('validate', 'good.json')).toMatchObject({ code: 0, out: 'good.json: valid' })
    const bad = await spane('validate', 'good.json', 'bad.json')
    expect(bad.code).toBe(1)
    expect(bad.out).toMatch(/bad\.json: error: .*nowhere.*\(UNKNOWN_TYPE\)/)
  })

  it.each([
    [['push', 'absent.json'], 'There is no file absent.json.'],
    [['push', 'absent.mjs'], 'There is no file absent.mjs.'],
    [['push', 'broken.json'], /^broken\.json is no JSON/],
    [['push'], 'Give one or more files with a workflow.'],
    [['push', 'shapeless.json'], /The list of nodes is missing\./],
    [['pull', 'nobody'], /No published workflow has the id "nobody" \(WORKFLOW_NOT_FOUND\)/],
    [['run', 'greet', '--input', '{'], /^--input is no JSON/],
    [['run', 'greet', '--fast'], /--fast/],
    [['fly'], /^There is no command "fly"\./],
  ])('says what is wrong with %j', async (args, message) => {
    write('broken.json', '{')
    write('shapeless.json', { id: 'a', name: 'A' })
    const { code, notes } = await spane(...args)
    expect(code).toBeGreaterThan(0)
    expect(notes).toMatch(message)
  })

  it('says when the key is wrong, and when nothing answers', async () => {
    const notes: string[] = []
    const note = (line: string) => void notes.push(line)
    expect(await runCli(['pull', 'greet'], { env: { SPANE_API_KEY: 'no' }, fetch: handle, note })).toBe(1)
    expect(await runCli(['pull', 'greet'], { env: { SPANE_URL: 'http://127.0.0.1:1' }, note })).toBe(1)
    expect(await runCli(['pull', 'greet'], { env: { SPANE_URL: 'nonsense' }, note })).toBe(1)
    expect(notes).toEqual([
      'The server wants an API key: set SPANE_API_KEY to the right one.',
      'No SPANE answers at http://127.0.0.1:1. Start it with "npm start", or set SPANE_URL.',
      'SPANE_URL is "nonsense", which is no URL such as http://127.0.0.1:3000.',
    ])
  })
})
