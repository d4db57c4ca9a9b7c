// biome-ignore-all lint/suspicious/noTemplateCurlyInString: code and templates for the sandbox, not of this file
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createSandbox } from './create-sandbox.ts'
import { SandboxError } from './sandbox-error.ts'

const sandbox = createSandbox({
  threads: 1,
  secrets: { TOKEN: 's3cret' },
  expressionTimeoutMs: 500,
  codeTimeoutMs: 20_000,
})
afterAll(() => sandbox.close())

const execution = { id: 'e1', workflowId: 'w1' }
const outputs: Record<string, unknown> = { a: { n: 1 }, 'b c': [1, 2], constructor: 'own' }
const readOutput = async (id: string) => (Object.hasOwn(outputs, id) ? outputs[id] : undefined)

function resolve(config: Record<string, unknown>, input: unknown = {}, skipPaths: string[] = []) {
  return sandbox.resolveConfig({ config, scope: { input, execution, readOutput }, skipPaths })
}

function evaluate(expression: string, input: unknown = {}) {
  return sandbox.evaluate({ expression, scope: { input, execution, readOutput } })
}

async function failureOf(promise: Promise<unknown>): Promise<SandboxError> {
  const outcome = await promise.then(
    (value) => value,
    (error: unknown) => error,
  )
  if (outcome instanceof SandboxError) return outcome
  throw new Error(`expected a SandboxError, got ${JSON.stringify(outcome)}`)
}

describe('expressions', () => {
  it('keep the type of a field that is one expression, and become text inside other text', async () => {
    const config = {
      exact: '{{ input.items }}',
      text: 'Hello {{ input.name }}, {{ input.items }} and {{ input.missing }}!',
      nested: [{ sum: '{{ input.items[0] + 1 }}' }],
      object: '{{ { a: { b: 1 } } }}',
      plain: 5,
    }
    expect(await resolve(config, { items: [1, { x: 2 }], name: 'Ada' })).toEqual({
      exact: [1, { x: 2 }],
      text: 'Hello Ada, [1,{"x":2}] and !',
      nested: [{ sum: 2 }],
      object: { a: { b: 1 } },
      plain: 5,
    })
  })

  it('leave out a field that becomes undefined', async () => {
    expect(await resolve({ a: '{{ input.x }}', list: ['{{ input.x }}'] })).toEqual({ list: [null] })
  })

  it('do not touch fields that are no expressions, and use no thread without one', async () => {
    const config = { code: 'return {{}}' }
    expect(await resolve(config, {}, ['code'])).toBe(config)
  })

  it('read the outputs of nodes, by ids known before and ids that only show when it runs', async () => {
    expect(await evaluate('nodes.a.output.n + nodes["b c"].output.length', {})).toBe(3)
    expect(await evaluate('["a", "b c", "constructor"].map((id) => nodes[id].output)')).toEqual([
      { n: 1 },
      [1, 2],
      'own',
    ])
    expect(
      await evaluate(
        'try_(() => nodes[input.id].output.n, 0)'.replace(
          'try_',
          '((f, d) => { try { return f() } catch { return d } })',
        ),
        { id: 'a' },
      ),
    ).toBe(1)
    expect(await evaluate('nodes.none?.output ?? "nothing"')).toBe('nothing')
    const error = await failureOf(evaluate('nodes.none.output'))
    expect(error.message).toContain('no output of node "none"')
  })

  it('see the execution and secrets, and a missing secret is an error', async () => {
    expect(await evaluate('[execution.id, execution.workflowId, secrets.TOKEN]')).toEqual(['e1', 'w1', 's3cret'])
    expect((await failureOf(evaluate('secrets.NOPE'))).message).toContain('SPANE_SECRET_NOPE')
  })

  it('do not see what another expression of the config changed', async () => {
    const config = {
      a: '{{ input.items.reverse() }}',
      b: '{{ input.items }}',
      c: '{{ (input.items = 1) }}',
      d: '{{ input.items }}',
    }
    expect(await resolve(config, { items: [1, 2] })).toEqual({ a: [2, 1], b: [1, 2], c: 1, d: [1, 2] })
  })

  it('name the field, the expression and the error when they fail', async () => {
    const error = await failureOf(resolve({ rows: [{ value: 'x {{ input.a.b }}' }] }))
    expect(error).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'rows[0].value', expression: 'input.a.b' })
    expect(error.message).toContain('The expression in rows[0].value failed: TypeError')
    expect(await failureOf(resolve({ a: '{{ 1 + }}' }))).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'a' })
    expect(await failureOf(resolve({ a: '{{ a; b }}' }))).toMatchObject({ code: 'EXPRESSION_FAILED' })
    expect(await failureOf(resolve({ a: 'x {{ 1' }))).toMatchObject({ code: 'EXPRESSION_FAILED', path: 'a' })
  })

  it.each([
    ['a function', '() => 1', '$ is a function'],
    ['NaN inside', '({ a: [NaN] })', '$.a[0] is NaN'],
    ['a BigInt', '1n', 'bigint'],
    ['a Map', 'new Map()', 'Map'],
    ['a cycle', '(() => { const a = {}; a.a = a; return a })()', 'contains itself'],
  ])('refuse %s as a result', async (_, expression, message) => {
    const error = await failureOf(evaluate(expression))
    expect(error.code).toBe('EXPRESSION_FAILED')
    expect(error.message).toContain(message)
  })

  it('keep own __proto__ keys, NUL and lone surrogates', async () => {
    const text = '{"__proto__":{"a":1},"constructor":{"prototype":1},"s":"\\u0000\\ud800"}'
    expect(JSON.stringify(await evaluate('input', JSON.parse(text)))).toBe(text)
  })

  it('take input that is nested as deep as data may be', async () => {
    let deep: unknown = 1
    for (let i = 0; i < 990; i++) deep = [deep]
    expect(await evaluate('input', deep)).toEqual(deep)
  })
})

describe('what is outside the sandbox', () => {
  it.each([
    ["constructor.constructor('return process')()"],
    ["[]['filter']['constructor']('return process')()"],
    ["input.constructor.constructor('return globalThis.process.env')()"],
    ['process.env'],
    ["require('fs')"],
    ["fetch('http://127.0.0.1')"],
    ['setTimeout(() => 1, 1)'],
    ["new Function('return this.process.pid')()"],
    ["(0, eval)('process')"],
    ['WebAssembly'],
    ['std.exit(1)'],
  ])('cannot be reached by %s', async (expression) => {
    expect((await failureOf(evaluate(expression, {}))).code).toBe('EXPRESSION_FAILED')
  })

  it('cannot be imported', async () => {
    for (const module of ['fs', 'node:fs', 'std', 'os', './guest.js']) {
      const error = await failureOf(runCode(`return (await import(${JSON.stringify(module)})).default`))
      expect(error.code).toBe('CODE_FAILED')
    }
  })

  it('is not changed by what one job does to its globals', async () => {
    await evaluate('(Object.prototype.polluted = 1, globalThis.left = 1, JSON.parse = null, 1)')
    expect(await evaluate('[typeof Object.prototype.polluted, typeof left, JSON.parse("[1]")]')).toEqual([
      'undefined',
      'undefined',
      [1],
    ])
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })
})

describe('limits', () => {
  it.each([
    ['an endless loop', 'while(1);', 'TIMEOUT'],
    [
      'an endless loop that catches everything',
      'for (;;) { try { for (;;); } catch {} finally { for (;;); } }',
      'TIMEOUT',
    ],
    ['endless promises', 'const f = () => Promise.resolve().then(f); await f()', 'TIMEOUT'],
    ['a catastrophic regular expression', "return /(a+)+$/.test('a'.repeat(40) + 'b')", 'TIMEOUT'],
    ['a giant string', "return 'a'.repeat(2 ** 30)", 'MEMORY'],
    ['endless memory', 'let a = [1]; for (;;) a = a.concat(a)', 'MEMORY'],
    ['endless recursion', 'const f = () => f() + 1; return f()', 'CODE_FAILED'],
    ['a promise that never settles', 'await new Promise(() => {})', 'CODE_FAILED'],
    ['a result that is too large', "return Array.from({ length: 40 }, () => 'x'.repeat(5e5))", 'JSON'],
  ])('stop %s', async (_, code, expected) => {
    const started = performance.now()
    // QuickJS takes a second or more to fill its memory: there the clock must not be first.
    const timeoutMs = expected === 'TIMEOUT' ? 300 : 15_000
    const outcome = await sandbox
      .runCode({ code, input: 1, ctx: {}, timeoutMs })
      .catch((error: { code: string }) => error)
    if (expected === 'JSON') expect(outcome).toMatchObject({ code: 'TOO_LARGE' })
    else expect(outcome).toMatchObject({ name: 'SandboxError', code: expected })
    expect(performance.now() - started).toBeLessThan(timeoutMs + 1_500)
    expect(await evaluate('1 + 1')).toBe(2)
  })

  it('survive getters, proxies and thrown values that throw when they are read', async () => {
    const codes = [
      'return { get x() { throw new Error("got") } }',
      'return new Proxy({}, { ownKeys() { throw new Error("keys") } })',
      'throw new Proxy(new Error("x"), { get() { throw 1 }, has() { throw 2 } })',
      'throw { get message() { throw 1 } }',
      'throw null',
      'throw Symbol("s")',
      'const e = new Error("x"); Object.defineProperty(e, "stack", { get() { for (;;); } }); throw e',
      'return { toJSON() { return { toJSON() { throw new Error("deep") } } } }',
      'console.log({ get x() { throw 1 } }, new Proxy({}, { get() { throw 1 } })); throw new Error("x")',
      'Promise.prototype.then = null; JSON.stringify = null; Array.prototype.push = null; throw new Error("x")',
    ]
    for (const code of codes) expect(await failureOf(runCode(code, {}))).toBeInstanceOf(SandboxError)
    expect(await evaluate('1')).toBe(1)
  })

  it('survive 10,000 nested parentheses and JSON', async () => {
    const nested = `${'('.repeat(10_000)}1${')'.repeat(10_000)}`
    expect((await failureOf(evaluate(nested))).code).toBe('EXPRESSION_FAILED')
    const json = await failureOf(runCode('let x = 1; for (let i = 0; i < 1e5; i++) x = [x]; return x'))
    expect(json.message).toContain('nested')
  })

  it('end the thread of a job that cannot be interrupted, and lose no other job', async () => {
    const own = createSandbox({ threads: 1, codeTimeoutMs: 200 })
    // Native code of QuickJS that takes long between two checks of the clock.
    const stuck = own.runCode({
      code: "const s = 'ab'.repeat(2e6); for (;;) s.lastIndexOf('b'.repeat(1e6) + 'c')",
      input: 1,
      ctx: {},
    })
    const others = [1, 2, 3].map((n) => own.runCode({ code: 'return input * 2', input: n, ctx: {} }))
    expect(await failureOf(stuck)).toMatchObject({ code: 'TIMEOUT' })
    expect(await Promise.all(others)).toEqual([2, 4, 6])
    await own.close()
  })
})

function runCode(code: string, input: unknown = { n: 2 }, onLog?: (level: string, message: string) => void) {
  return sandbox.runCode({ code, input, ctx: { nodeId: 'c' }, readOutput, onLog, timeoutMs: 1_000 })
}

describe('code', () => {
  it('is the body of an async function of input and ctx', async () => {
    expect(await runCode('const { n } = await Promise.resolve(input); return { n, node: ctx.nodeId } // end')).toEqual({
      n: 2,
      node: 'c',
    })
    expect(await runCode('')).toBeNull()
    expect(await runCode('return ctx.secrets.TOKEN')).toBe('s3cret')
  })

  it('reads outputs of nodes', async () => {
    expect(
      await runCode(
        'const [a, x] = await Promise.all([ctx.readOutput("a"), ctx.readOutput("x")]); return [a.n, x === undefined]',
      ),
    ).toEqual([1, true])
    const failing = sandbox.runCode({
      code: 'return await ctx.readOutput("a")',
      input: null,
      ctx: {},
      readOutput: () => Promise.reject(new Error('store is away')),
    })
    expect((await failureOf(failing)).message).toContain('store is away')
  })

  it('stops waiting for an output when its time is over', async () => {
    const waiting = sandbox.runCode({
      code: 'return await ctx.readOutput("a")',
      input: null,
      ctx: {},
      readOutput: () => new Promise(() => {}),
      timeoutMs: 100,
    })
    expect(await failureOf(waiting)).toMatchObject({ code: 'TIMEOUT' })
  })

  it('fails with the message and the line', async () => {
    const error = await failureOf(runCode('const a = 1\n\nthrow new Error("broken")'))
    expect(error).toMatchObject({ code: 'CODE_FAILED', message: 'broken (line 3)', line: 3 })
    const deep = await failureOf(runCode('function inner() {\n  null.x\n}\ninner()'))
    expect(deep.guestStack?.match(/\S+:\d+(?=:)/g)).toEqual(['(code.js:2', '(code.js:4'])
    expect(await failureOf(runCode('const a = 1\nlet = ;'))).toMatchObject({ code: 'CODE_FAILED', line: 2 })
    expect(await failureOf(runCode('null.x'))).toMatchObject({
      line: 1,
      message: expect.stringContaining('TypeError: '),
    })
  })

  it('logs what it writes to the console, within bounds', async () => {
    const lines: string[] = []
    const log = (level: string, message: string) => lines.push(`${level} ${message}`)
    await runCode('console.log("a", { b: 1 }, 2); console.warn(new Error("w")); console.error(undefined)', {}, log)
    expect(lines).toEqual(['info a {"b":1} 2', 'warn Error: w', 'error undefined'])
    lines.length = 0
    await runCode('for (let i = 0; i < 5000; i++) console.log("x".repeat(i < 10 ? 1e5 : 1))', {}, log)
    expect(lines.length).toBeLessThanOrEqual(1_001)
    expect(lines[0]?.length).toBeLessThan(9_000)
    expect(lines.at(-1)).toContain('further lines are dropped')
  })

  it('is stopped by its signal, running or queued', async () => {
    const running = new AbortController()
    const queued = new AbortController()
    let started = (): void => {}
    const hasStarted = new Promise<void>((resolve) => {
      started = resolve
    })
    const first = sandbox.runCode({
      code: 'console.log("on"); for (;;);',
      input: 1,
      ctx: {},
      signal: running.signal,
      onLog: () => started(),
    })
    const second = sandbox.runCode({ code: 'return 1', input: 1, ctx: {}, signal: queued.signal })
    await hasStarted
    queued.abort()
    expect(await failureOf(second)).toMatchObject({ code: 'CANCELLED' })
    running.abort()
    expect(await failureOf(first)).toMatchObject({ code: 'CANCELLED' })
    const before = sandbox.runCode({ code: 'return 1', input: 1, ctx: {}, signal: AbortSignal.abort() })
    expect(await failureOf(before)).toMatchObject({ code: 'CANCELLED' })
  })

  it('fails when the sandbox is closed', async () => {
    const own = createSandbox()
    const running = failureOf(own.runCode({ code: 'for (;;);', input: 1, ctx: {} }))
    await own.close()
    expect(await running).toMatchObject({ code: 'SANDBOX_FAILED' })
    expect(await failureOf(own.evaluate({ expression: '1', scope: { input: 1, execution } }))).toMatchObject({
      code: 'SANDBOX_FAILED',
    })
  })

  it('does not keep the process alive while it has nothing to do', async () => {
    const ports = () => process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length
    const before = ports()
    const own = createSandbox({ threads: 2 })
    await Promise.all([1, 2, 3].map((n) => own.runCode({ code: 'return input', input: n, ctx: {} })))
    await vi.waitFor(() => expect(ports()).toBeLessThanOrEqual(before))
    await own.close()
  })
})
