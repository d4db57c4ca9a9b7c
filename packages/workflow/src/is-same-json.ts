/** Whether two JSON values are equal, whatever the order of their keys; an undefined field counts as absent. */
export function isSameJson(left: unknown, right: unknown): boolean {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const entries = Object.entries(left).filter(([, value]) => value !== undefined)
  const other = new Map(Object.entries(right).filter(([, value]) => value !== undefined))
  return (
    entries.length === other.size &&
    entries.every(([key, value]) => other.has(key) && isSameJson(value, other.get(key)))
  )
}
