/**
 * What runs inside QuickJS around the untrusted code. This function is handed over as source text (its own `toString`), so
 * it may use nothing but its parameters and the globals of the language. It protects nobody from the untrusted code, which
 * shares its realm: what must hold is held by the thread (time, memory, no access to anything) and by the host.
 *
 * @param {(level: string, message: string) => void} log
 * @param {(callId: number, nodeId: string) => void} read
 * @param {(outcome: string) => void} finish
 */
export function createGuest(log, read, finish) {
  const { parse, stringify } = JSON
  const MAX_DEPTH = 1000

  /** @param {unknown} value @param {string} path @param {number} depth @param {unknown[]} parents */
  function check(value, path, depth, parents) {
    const type = typeof value
    if (value === null || type === 'string' || type === 'boolean') return
    if (type === 'number') {
      if (!Number.isFinite(value)) throw new TypeError(`The value at ${path} is ${value}: only JSON is accepted`)
      return
    }
    if (type !== 'object')
      throw new TypeError(`The value at ${path} is ${type === 'undefined' ? '' : 'a '}${type}: only JSON is accepted`)
    const object = /** @type {any} */ (value)
    if (typeof object.toJSON === 'function') {
      check(object.toJSON(), path, depth, parents)
      return
    }
    if (parents.includes(object)) throw new TypeError(`The value at ${path} contains itself`)
    if (depth >= MAX_DEPTH) throw new TypeError(`The value is nested more than ${MAX_DEPTH} levels deep`)
    parents.push(object)
    if (Array.isArray(object)) {
      for (let i = 0; i < object.length; i++) check(object[i], `${path}[${i}]`, depth + 1, parents)
    } else {
      const prototype = Object.getPrototypeOf(object)
      if (prototype !== null && prototype !== Object.prototype) {
        throw new TypeError(
          `The value at ${path} is a ${prototype.constructor?.name ?? 'class instance'}: only JSON is accepted`,
        )
      }
      for (const key of Object.keys(object)) {
        if (object[key] !== undefined) check(object[key], `${path}.${key}`, depth + 1, parents)
      }
    }
    parents.pop()
  }

  /** @param {unknown} value */
  function toJson(value) {
    check(value, '$', 0, [])
    return stringify(value)
  }

  /** @param {unknown} error */
  function describe(error) {
    try {
      if (typeof error === 'object' && error !== null && 'message' in error) {
        const { name, message, stack } = /** @type {Error} */ (error)
        return { name: String(name), message: String(message).slice(0, 4000), stack: String(stack).slice(0, 4000) }
      }
      return {
        name: 'Error',
        message: `${typeof error === 'object' ? stringify(error) : String(error)}`.slice(0, 4000),
      }
    } catch {
      return { name: 'Error', message: 'Something was thrown that cannot be read' }
    }
  }

  /** @param {unknown} value */
  function show(value) {
    if (typeof value === 'string') return value
    if (value instanceof Error) return `${value.name}: ${value.message}`
    try {
      return (typeof value === 'object' && value !== null && stringify(value)) || String(value)
    } catch {
      return '[unreadable]'
    }
  }

  /** @param {string} level */
  const writer =
    (level) =>
    /** @param {unknown[]} values */
    (...values) =>
      log(level, values.map(show).join(' '))
  const info = writer('info')
  Object.defineProperty(globalThis, 'console', {
    value: { log: info, info, debug: writer('debug'), warn: writer('warn'), error: writer('error') },
    configurable: true,
    writable: true,
  })

  /** Source that may change what it reads; then the next expression gets a fresh copy. */
  const MAY_MUTATE =
    /\b(?:sort|reverse|splice|push|pop|shift|unshift|fill|copyWithin|assign|define\w*|delete|set\w*|eval|Function)\b|(?<![=!<>])=(?![=>])|\+\+|--/

  /** @param {string} metaText @param {string | undefined} inputText @param {(string | null)[]} nodeTexts */
  function evaluate(metaText, inputText, ...nodeTexts) {
    const meta = parse(metaText)
    /** @type {Map<string, string | null>} */
    const texts = new Map(
      meta.nodeIds.map((/** @type {string} */ id, /** @type {number} */ index) => [id, nodeTexts[index]]),
    )
    const parsed = new Map()
    /** @type {string[]} */
    const needs = []
    /** @type {Set<string>} */
    const withoutOutput = new Set()
    let input = inputText === undefined ? undefined : parse(inputText)

    /** @param {string} id */
    const nodeOf = (id) => {
      const text = texts.get(id)
      if (text === undefined) {
        needs.push(id)
        throw new Error(`The output of node "${id}" is not here yet`)
      }
      if (text === null) {
        withoutOutput.add(id)
        return undefined
      }
      if (!parsed.has(id)) parsed.set(id, { output: parse(text) })
      return parsed.get(id)
    }
    const readOnly = () => {
      throw new TypeError('Expressions cannot change this')
    }
    const nodes = new Proxy(
      {},
      {
        get: (_, id) => (typeof id === 'string' ? nodeOf(id) : undefined),
        has: (_, id) => typeof id === 'string' && nodeOf(id) !== undefined,
        set: readOnly,
        defineProperty: readOnly,
        deleteProperty: readOnly,
      },
    )
    const secrets = new Proxy(meta.secrets ?? {}, {
      get: (target, name) => {
        if (meta.secrets === null && typeof name === 'string') return '•••'
        if (typeof name !== 'string' || Object.hasOwn(target, name)) return target[name]
        throw new ReferenceError(`There is no secret "${name}": set the variable SPANE_SECRET_${name}`)
      },
      set: readOnly,
      defineProperty: readOnly,
      deleteProperty: readOnly,
    })

    /** @param {string} source */
    const run = (source) => {
      const compiled = new Function('input', 'nodes', 'execution', 'secrets', `"use strict"; return (\n${source}\n)`)
      const value = compiled(input, nodes, { ...meta.execution }, secrets)
      if (!MAY_MUTATE.test(source)) return value
      const text = value === undefined ? undefined : toJson(value)
      if (inputText !== undefined) input = parse(inputText)
      parsed.clear()
      return text === undefined ? undefined : parse(text)
    }

    /** @type {(string | null)[]} */
    const values = []
    for (const [field, parts] of meta.fields.entries()) {
      let source = ''
      let at = 0
      try {
        let text = ''
        let value
        for (const [index, part] of parts.entries()) {
          at = index
          if (typeof part === 'string') {
            text += part
            continue
          }
          source = part.source
          value = run(source)
          if (parts.length > 1 && value !== undefined && value !== null) {
            text +=
              typeof value === 'object' ? toJson(value) : typeof value === 'function' ? toJson(value) : String(value)
          }
        }
        if (parts.length > 1) value = text
        values.push(value === undefined ? null : toJson(value))
      } catch (error) {
        if (needs.length > 0) return stringify({ status: 'needs', nodeIds: needs })
        const failure = describe(error)
        if (withoutOutput.size > 0) {
          const ids = [...withoutOutput].map((id) => stringify(id)).join(', ')
          failure.message += `. There is no output of node ${ids} to read here`
        }
        return stringify({ status: 'failed', failure: { kind: 'error', ...failure, field, part: at, source } })
      }
    }
    if (needs.length > 0) return stringify({ status: 'needs', nodeIds: needs })
    return stringify({ status: 'values', values })
  }

  /** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
  const reads = new Map()
  let lastCall = 0

  /** @param {(input: unknown, ctx: object) => unknown} body @param {string} inputText @param {string} ctxText */
  async function run(body, inputText, ctxText) {
    try {
      const ctx = parse(ctxText)
      ctx.readOutput = (/** @type {unknown} */ nodeId) =>
        new Promise((resolve, reject) => {
          const callId = ++lastCall
          reads.set(callId, { resolve, reject })
          read(callId, String(nodeId))
        })
      const value = await body(parse(inputText), ctx)
      finish(stringify({ status: 'returned', value: value === undefined ? 'null' : toJson(value) }))
    } catch (error) {
      finish(stringify({ status: 'failed', failure: { kind: 'error', ...describe(error) } }))
    }
  }

  /** @param {number} callId @param {string | null} json @param {string | undefined} error */
  function reply(callId, json, error) {
    const call = reads.get(callId)
    reads.delete(callId)
    if (error !== undefined) call?.reject(new Error(error))
    else call?.resolve(json === null ? undefined : parse(json))
  }

  return { evaluate, run, reply }
}
