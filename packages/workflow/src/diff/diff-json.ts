import { isPlainObject } from '../json.ts'
import { formatPath, type PathKey } from '../path.ts'

/** A value that is not the same on both sides. */
export interface FieldChange {
  /** Where it stands, e.g. `config.conditions[0].right`. */
  path: string
  /** Undefined: it was not there. */
  before: unknown
  /** Undefined: it is gone. */
  after: unknown
}

/** Where two JSON values differ, as deep down as both have the same shape. An undefined field counts as absent. */
export function diffJson(before: unknown, after: unknown, path: PathKey[] = []): FieldChange[] {
  if (Object.is(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, index) => diffJson(before[index], after[index], [...path, index])).flat()
  }
  if (isPlainObject(before) && isPlainObject(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)])
    return [...keys].flatMap((key) => diffJson(own(before, key), own(after, key), [...path, key]))
  }
  return [{ path: formatPath(path), before, after }]
}

/** A key that is not the object's own, `constructor` for example, is none. */
function own(value: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined
}
