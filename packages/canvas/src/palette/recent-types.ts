const KEY = 'spane.recent-node-types'
const MOST = 5

/** Node types in the order in which they were added last in this browser, newest first. */
export function readRecentTypes(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]')
    return Array.isArray(value) ? value.filter((type): type is string => typeof type === 'string').slice(0, MOST) : []
  } catch {
    // Storage is off, or holds what somebody else wrote.
    return []
  }
}

export function rememberType(type: string): void {
  try {
    const types = [type, ...readRecentTypes().filter((other) => other !== type)]
    localStorage.setItem(KEY, JSON.stringify(types.slice(0, MOST)))
  } catch {
    // Only a convenience.
  }
}
