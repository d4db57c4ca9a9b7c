import type { FieldDescription } from '@spane/node-sdk'

/** A new item of a list: defaults where the schema has them, empty text where something must be typed. */
export function createEmptyItem(fields: readonly FieldDescription[]): Record<string, unknown> {
  const item: Record<string, unknown> = {}
  for (const field of fields) {
    if (field.defaultValue !== undefined) item[field.name] = structuredClone(field.defaultValue)
    else if (field.required) item[field.name] = emptyValue(field)
  }
  return item
}

function emptyValue(field: FieldDescription): unknown {
  switch (field.control) {
    case 'number':
      return 0
    case 'switch':
      return false
    case 'select':
      return field.options?.[0]?.value ?? ''
    case 'list':
    case 'key-values':
      return []
    default:
      return ''
  }
}
