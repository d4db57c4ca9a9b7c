import { formatPath, type PathKey } from './path.ts'

/** Most bytes of one value unless the embedder says otherwise (rule 4.2). */
export const DEFAULT_MAX_JSON_BYTES = 16 * 1024 * 1024
/** Deepest nesting of node data: deep enough for any real document, shallow enough for every JSON parser. */
export const MAX_JSON_DEPTH = 1_000

export type JsonValueErrorCode = 'NOT_JSON' | 'CYCLIC' | 'TOO_DEEP' | 'TOO_LARGE' | 'BAD_JSON_TEXT'

/** A value that cannot travel between nodes, with the path to what is wrong in it (rule 4.2). */
export class JsonValueError extends Error {
  readonly code: JsonValueErrorCode
  /** Where, from the root `$`: `$.items[3].price`. */
  readonly path: string
  /** For `TOO_LARGE`: how many UTF-8 bytes the value has, when that was counted. */
  readonly bytes: number | undefined
  constructor(
    code: JsonValueErrorCode,
    path: string,
    message: string,
    options: { bytes?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'JsonValueError'
    this.code = code
    this.path = path
    this.bytes = options.bytes
  }
}

export interface JsonLimits {
  /** UTF-8 bytes of the text. Default 16 MiB. */
  maxBytes?: number
  /** Default 1,000. */
  maxDepth?: number
}

/**
 * The JSON text of a value, strictly: what JSON cannot hold is refused with the path to it instead of being dropped or
 * turned into null. Properties that are undefined are left out and `toJSON` is called, as `JSON.stringify` does; -0 becomes 0.
 * Key order, own `__proto__` keys, NUL characters and lone surrogates are kept, the last two as escapes: the text itself
 * is well-formed and free of NUL.
 * @throws JsonValueError
 */
export function toJsonText(value: unknown, limits: JsonLimits = {}): string {
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_JSON_BYTES
  const problem = findJsonProblem(value, { maxBytes, maxDepth: limits.maxDepth ?? MAX_JSON_DEPTH })
  if (problem) throw problem
  const text = JSON.stringify(value)
  if (mayExceed(text, maxBytes)) {
    const bytes = utf8Length(text)
    if (bytes > maxBytes) throw tooLarge(maxBytes, bytes)
  }
  return text
}

/**
 * Reads JSON text whose size and nesting are bounded, so that what it returns can be walked without care.
 * Of duplicate keys the last one counts.
 * @throws JsonValueError
 */
export function parseJsonText(text: string, limits: JsonLimits = {}): unknown {
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_JSON_BYTES
  const maxDepth = limits.maxDepth ?? MAX_JSON_DEPTH
  if (mayExceed(text, maxBytes)) {
    const bytes = utf8Length(text)
    if (bytes > maxBytes) throw tooLarge(maxBytes, bytes)
  }
  if (text.length > maxDepth && textDepthExceeds(text, maxDepth)) throw tooDeep('$', maxDepth)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new JsonValueError('BAD_JSON_TEXT', '$', `This is not JSON: ${(cause as Error).message}`, { cause })
  }
}

/** Whether it is worth counting: a unit has three bytes at most, and counting a long text takes longer than making it. */
function mayExceed(text: string, maxBytes: number): boolean {
  return text.length * 3 > maxBytes
}

/** How many bytes a string has in UTF-8. */
export function utf8Length(text: string): number {
  let bytes = text.length
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) continue
    if (unit < 0x800) bytes += 1
    else if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) {
      bytes += 2
      i++
    } else bytes += 2
  }
  return bytes
}

interface Frame {
  value: object
  /** Own keys of an object; undefined for an array. */
  keys: string[] | undefined
  next: number
}

/** What keeps a value from being JSON, or undefined. Iterative: no depth of nesting overflows the stack. */
export function findJsonProblem(root: unknown, limits: JsonLimits = {}): JsonValueError | undefined {
  const maxDepth = limits.maxDepth ?? MAX_JSON_DEPTH
  const maxBytes = limits.maxBytes ?? DEFAULT_MAX_JSON_BYTES
  const frames: Frame[] = []
  const open = new Set<object>()
  // A lower bound of the text's length. It stops shared references that unfold into far more than the limit.
  let length = 0

  const at = (): string => formatPath(frames.map(currentKey), '$')
  /** Checks one value; pushes a frame when there is more inside it. */
  const visit = (given: unknown): JsonValueError | undefined => {
    const value = hasToJson(given)
      ? given.toJSON(String(frames.length > 0 ? currentKey(frames[frames.length - 1] as Frame) : ''))
      : given
    if (value === null || typeof value === 'boolean') length += 4
    else if (typeof value === 'string') length += value.length + 2
    else if (typeof value === 'number') {
      if (!Number.isFinite(value)) return notJson(at(), `is ${value}`)
      length += 1
    } else if (typeof value !== 'object') return notJson(at(), describeNonJson(value))
    else {
      const isArray = Array.isArray(value)
      if (!isArray && !isPlainObject(value)) return notJson(at(), `is a ${className(value)}, not a plain object`)
      if (open.has(value)) return new JsonValueError('CYCLIC', at(), `The value at ${at()} contains itself.`)
      if (frames.length >= maxDepth) return tooDeep(at(), maxDepth)
      open.add(value)
      frames.push({ value, keys: isArray ? undefined : Object.keys(value), next: 0 })
      length += 2
    }
    return length > maxBytes ? tooLarge(maxBytes) : undefined
  }

  try {
    const problem = visit(root)
    if (problem) return problem
    while (frames.length > 0) {
      const frame = frames[frames.length - 1] as Frame
      const count = frame.keys ? frame.keys.length : (frame.value as unknown[]).length
      if (frame.next >= count) {
        open.delete(frame.value)
        frames.pop()
        continue
      }
      frame.next++
      const key = currentKey(frame)
      const child = (frame.value as Record<PathKey, unknown>)[key]
      if (frame.keys) {
        if (child === undefined) continue
        length += (key as string).length + 3
      }
      const problem = visit(child)
      if (problem) return problem
    }
  } catch (cause) {
    return new JsonValueError('NOT_JSON', at(), `The value at ${at()} cannot be read: ${String(cause)}`, { cause })
  }
  return undefined
}

/** Whether a value is an object as JSON has them: no array, no instance of a class. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype = Object.getPrototypeOf(value)
  // The second test admits the plain objects of other realms.
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

function currentKey(frame: Frame): PathKey {
  return frame.keys ? (frame.keys[frame.next - 1] as string) : frame.next - 1
}

function hasToJson(value: unknown): value is { toJSON: (key: string) => unknown } {
  return typeof value === 'object' && value !== null && typeof (value as { toJSON?: unknown }).toJSON === 'function'
}

function notJson(path: string, what: string): JsonValueError {
  return new JsonValueError('NOT_JSON', path, `The value at ${path} ${what}: only JSON can travel between nodes.`)
}

function tooDeep(path: string, maxDepth: number): JsonValueError {
  const where = path.length > 200 ? `${path.slice(0, 200)}…` : path
  return new JsonValueError('TOO_DEEP', where, `The value is nested more than ${maxDepth} levels deep.`)
}

function tooLarge(maxBytes: number, bytes?: number): JsonValueError {
  const size = bytes === undefined ? 'more' : `${bytes} bytes`
  return new JsonValueError('TOO_LARGE', '$', `The value has ${size}; at most ${maxBytes} bytes are allowed.`, {
    bytes,
  })
}

function describeNonJson(value: unknown): string {
  return value === undefined ? 'is undefined' : `is a ${typeof value}`
}

function className(value: object): string {
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name
  return typeof name === 'string' && name !== '' ? name.slice(0, 60) : 'class instance'
}

function textDepthExceeds(text: string, maxDepth: number): boolean {
  let depth = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (inString) {
      if (unit === 92) i++
      else if (unit === 34) inString = false
    } else if (unit === 34) inString = true
    else if (unit === 91 || unit === 123) {
      if (++depth > maxDepth) return true
    } else if (unit === 93 || unit === 125) depth--
  }
  return false
}
