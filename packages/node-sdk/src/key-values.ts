import { z } from 'zod'
import type { FieldMeta } from './description.ts'

/** One row of a `key-values` field. The value is text on the form; an expression can make it anything. */
export interface KeyValue {
  name: string
  value: unknown
}

/**
 * A config field of named values, such as headers. The form writes rows, which keep their order and may repeat a name;
 * by hand an object is accepted, too. Read it with {@link keyValueRows}.
 */
export function keyValuesSchema(meta: Omit<FieldMeta, 'control'>) {
  const row = z.object({ name: z.string(), value: z.unknown().optional() })
  return z
    .union([z.array(row), z.record(z.string(), z.unknown())])
    .meta({ ...meta, control: 'key-values' } satisfies FieldMeta)
}

/** The rows of a `key-values` field, however it was written; none for anything else. */
export function keyValueRows(value: unknown): KeyValue[] {
  if (Array.isArray(value)) return value.filter(isRow)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).map(([name, item]) => ({ name, value: item }))
}

function isRow(value: unknown): value is KeyValue {
  return typeof value === 'object' && value !== null && typeof (value as KeyValue).name === 'string'
}
