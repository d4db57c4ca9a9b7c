import { UnrecoverableNodeError } from '@spane/node-sdk'

/** `customer.name` → `['customer', 'name']`; a dot after a backslash belongs to the name. */
export function parseFieldPath(path: string): string[] {
  const keys = path.split(/(?<!\\)\./).map((key) => key.replaceAll('\\.', '.').trim())
  if (keys.some((key) => key === '')) {
    throw new UnrecoverableNodeError(`"${path}" is no name for a field: a part of it is empty.`, {
      code: 'BAD_FIELD_NAME',
    })
  }
  return keys
}

/**
 * A copy of `target` with a value at a path; objects on the way are copied, missing ones made. Keys such as `__proto__`
 * become own properties and reach no prototype.
 */
export function setPath(target: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (Array.isArray(target)) {
    const index = Number(key)
    if (!/^\d+$/.test(key) || index > target.length) {
      throw new UnrecoverableNodeError(`"${key}" is no place in a list of ${target.length} items.`, {
        code: 'BAD_FIELD_NAME',
      })
    }
    const items: unknown[] = [...target]
    items[index] = setPath(items[index], rest, value)
    return items
  }
  const entries = typeof target === 'object' && target !== null ? Object.entries(target) : []
  const found = entries.find(([name]) => name === key)
  const child = setPath(found?.[1], rest, value)
  if (found) found[1] = child
  else entries.push([key, child])
  return Object.fromEntries(entries)
}
