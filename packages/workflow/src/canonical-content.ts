import type { Workflow } from './definition.ts'
import { toJsonText } from './json.ts'

/**
 * A text that is equal for workflows of equal content, however the keys of their objects are ordered: what "same content, same
 * version" (rule 1.4) is decided by. Holds everything, positions too: a version shows its canvas as it was.
 */
export function canonicalContent(workflow: Workflow): string {
  return JSON.stringify(sortKeys(JSON.parse(toJsonText(workflow))))
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, child]) => [key, sortKeys(child)] as const)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
}
