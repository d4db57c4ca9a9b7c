const MASK = '•••'
/** Shorter values would blot out ordinary text. */
const SHORTEST = 4

/** Takes secret values out of what people and logs get to see. */
export interface Redactor {
  /** Plain text or JSON text. */
  text(text: string): string
  /** The value with every string inside it redacted, keys too; the same value when it holds no secret. Errors keep their class. */
  value<T>(value: T): T
}

/**
 * A redactor of these secrets. It also finds them escaped as JSON strings have them (JSON inside JSON, too) and encoded
 * as in a URL or in base64.
 */
export function createRedactor(secrets: Iterable<string>): Redactor {
  const forms = new Set<string>()
  for (const secret of secrets) {
    if (secret.length < SHORTEST) continue
    const escaped = JSON.stringify(secret).slice(1, -1)
    forms.add(secret).add(escaped)
    forms.add(JSON.stringify(escaped).slice(1, -1))
    forms.add(Buffer.from(secret).toString('base64'))
    // Broken Unicode has no form in a URL.
    if (!/[\ud800-\udfff]/u.test(secret)) forms.add(encodeURIComponent(secret))
  }
  if (forms.size === 0) return { text: (text) => text, value: (value) => value }
  // The longest first: a secret that begins with another one must not leave its end behind.
  const alternatives = [...forms]
    .sort((a, b) => b.length - a.length)
    .map((form) => form.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const pattern = new RegExp(alternatives.join('|'), 'g')
  const text = (given: string): string => given.replace(pattern, MASK)
  return { text, value: (value) => redactValue(value, text, new Map()) as typeof value }
}

function redactValue(value: unknown, text: (given: string) => string, seen: Map<object, unknown>): unknown {
  if (typeof value === 'string') return text(value)
  if (typeof value !== 'object' || value === null) return value
  if (seen.has(value)) return seen.get(value)
  seen.set(value, value)
  if (value instanceof Error) return redactError(value, text, seen)
  if (Array.isArray(value)) {
    const items = value.map((item) => redactValue(item, text, seen))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  const prototype = Object.getPrototypeOf(value)
  if (prototype !== null && prototype !== Object.prototype) return value
  let changed = false
  const entries = Object.entries(value).map(([key, item]) => {
    const clean = [text(key), redactValue(item, text, seen)] as const
    if (clean[0] !== key || clean[1] !== item) changed = true
    return clean
  })
  return changed ? Object.fromEntries(entries) : value
}

/** A copy with the same prototype, so that `instanceof`, `code` and `name` still tell what it is. */
function redactError(error: Error, text: (given: string) => string, seen: Map<object, unknown>): Error {
  const copy = Object.create(Object.getPrototypeOf(error)) as Error
  seen.set(error, copy)
  for (const key of Object.getOwnPropertyNames(error)) {
    const own = (error as unknown as Record<string, unknown>)[key]
    const value = redactValue(own, text, seen)
    Object.defineProperty(copy, key, {
      value,
      configurable: true,
      writable: true,
      enumerable: key !== 'stack' && key !== 'message' && key !== 'cause',
    })
  }
  return copy
}
