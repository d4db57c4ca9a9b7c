/** The keys that lead from a value to something inside it. */
export type PathKey = string | number

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** `['items', 3, 'price']` → `items[3].price`; keys that are no identifiers stand as `["a b"]`. */
export function formatPath(keys: readonly PropertyKey[], root = ''): string {
  let path = root
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`
    else if (typeof key === 'string' && IDENTIFIER.test(key)) path += path === '' ? key : `.${key}`
    else path += `[${JSON.stringify(String(key).slice(0, 60))}]`
  }
  return path
}

/** Joins a path and what is below it: `config` and `items[3]` → `config.items[3]`. */
export function joinPath(root: string, path: string): string {
  if (path === '') return root
  return path.startsWith('[') ? `${root}${path}` : `${root}.${path}`
}

/** The value at a path, or undefined when there is none. Looks at own properties only. */
export function valueAt(value: unknown, keys: readonly PropertyKey[]): unknown {
  let at = value
  for (const key of keys) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined
    at = (at as Record<PropertyKey, unknown>)[key]
  }
  return at
}
