/** The value with the patch's fields: undefined leaves a field as it is, null takes it away. */
export function patched<T extends object>(value: T, patch: object): T {
  const result = { ...value } as Record<string, unknown>
  for (const [key, field] of Object.entries(patch)) {
    if (field === null) delete result[key]
    else if (field !== undefined) result[key] = field
  }
  return result as T
}

/** The patch that takes a patch back. */
export function unpatch<P extends object>(before: object, patch: P): P {
  const fields = Object.entries(patch).filter(([, field]) => field !== undefined)
  return Object.fromEntries(fields.map(([key]) => [key, (before as Record<string, unknown>)[key] ?? null])) as P
}
