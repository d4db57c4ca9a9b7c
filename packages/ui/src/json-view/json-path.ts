/** The keys that lead from a value to something inside it. */
export type JsonKeys = readonly (string | number)[]

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/

/** JavaScript that reads a place: `input.items[3]["unit price"]`. Without a root it begins with the first key. */
export function jsonPath(keys: JsonKeys, root = ''): string {
  let path = root
  for (const key of keys) {
    if (typeof key === 'number') path += `[${key}]`
    else if (IDENTIFIER.test(key)) path += path === '' ? key : `.${key}`
    else path += `[${JSON.stringify(key)}]`
  }
  return path
}
