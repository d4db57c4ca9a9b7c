import type { z } from 'zod'
import type { FieldControl, FieldMeta, NodeDescription } from './description.ts'

export interface FieldOption {
  value: string | number | boolean
  label: string
}

/** A config field as a form shows it, read off the node's schema. Plain data. */
export interface FieldDescription {
  name: string
  /** From the config's root, `[]` for any item of a list: `url`, `conditions[].left`. */
  path: string
  control: FieldControl
  label: string
  hint?: string
  placeholder?: string
  /** The field may not be left out. */
  required: boolean
  /** What the schema takes for an absent field. */
  defaultValue?: unknown
  /** For `select`. */
  options?: FieldOption[]
  /** Whether text with `{{ … }}` is evaluated. */
  expression: boolean
  visibleWhen?: FieldMeta['visibleWhen']
  /** For `list` and `key-values`: the fields of one item. */
  itemFields?: FieldDescription[]
  /** For `list` and `key-values`: what one item is called. */
  itemName?: string
}

// Validation asks for the fields of every node of a workflow; a description does not change.
const described = new WeakMap<NodeDescription, FieldDescription[]>()

/** The form of a node type's config, in the order of its schema. */
export function describeFields(description: NodeDescription): FieldDescription[] {
  const known = described.get(description)
  if (known) return known
  const fields = describeShape(description.config, '', true)
  described.set(description, fields)
  return fields
}

/**
 * Paths of the fields whose text is never read as expressions (source code, for example), as the `skipPaths` of the
 * workflow language name them.
 */
export function literalPaths(description: NodeDescription): string[] {
  const flatten = (fields: FieldDescription[]): FieldDescription[] =>
    fields.flatMap((field) => [field, ...flatten(field.itemFields ?? [])])
  return flatten(describeFields(description))
    .filter((field) => !field.expression)
    .map((field) => field.path)
}

/** Whether a field is shown, given the values of the object that it is in. */
export function isFieldVisible(field: FieldDescription, values: Record<string, unknown>): boolean {
  const rule = field.visibleWhen
  return !rule || rule.in.some((value) => value === values[rule.field])
}

interface Unwrapped {
  schema: z.ZodType
  meta: FieldMeta
  defaultValue: unknown
}

function describeShape(schema: z.ZodObject, prefix: string, expression: boolean): FieldDescription[] {
  return Object.entries(schema.shape).map(([name, field]) =>
    describeField(name, prefix + name, field as z.ZodType, expression),
  )
}

function describeField(name: string, path: string, field: z.ZodType, inherited: boolean): FieldDescription {
  const { schema, meta, defaultValue } = unwrap(field)
  const control = meta.control ?? defaultControl(schema)
  const expression = inherited && (meta.expression ?? true)
  const result: FieldDescription = {
    name,
    path,
    control,
    label: meta.label ?? humanize(name),
    required: !field.safeParse(undefined).success,
    expression,
  }
  if (meta.hint !== undefined) result.hint = meta.hint
  if (meta.placeholder !== undefined) result.placeholder = meta.placeholder
  if (meta.visibleWhen !== undefined) result.visibleWhen = meta.visibleWhen
  if (defaultValue !== undefined) result.defaultValue = defaultValue
  if (control === 'select') result.options = optionsOf(schema, meta)
  if (control === 'list' || control === 'key-values') {
    result.itemName = meta.itemName ?? 'item'
    const item = itemSchema(schema)
    if (item) result.itemFields = describeShape(item, `${path}[].`, expression)
  }
  return result
}

/** Takes off what wraps a schema (optional, default …); the outermost metadata wins. */
function unwrap(field: z.ZodType): Unwrapped {
  const meta: FieldMeta = {}
  let defaultValue: unknown
  let schema = field
  for (;;) {
    for (const [key, value] of Object.entries(schema.meta() ?? {})) {
      if (!Object.hasOwn(meta, key)) Object.assign(meta, { [key]: value })
    }
    const def = schema.def as { type: string; innerType?: z.ZodType; in?: z.ZodType; defaultValue?: unknown }
    if ((def.type === 'default' || def.type === 'prefault') && defaultValue === undefined)
      defaultValue = def.defaultValue
    const inner = def.innerType ?? (def.type === 'pipe' ? def.in : undefined)
    if (!inner) return { schema, meta, defaultValue }
    schema = inner
  }
}

function defaultControl(schema: z.ZodType): FieldControl {
  switch (schema.def.type) {
    case 'string':
      return 'text'
    case 'number':
      return 'number'
    case 'boolean':
      return 'switch'
    case 'enum':
    case 'literal':
      return 'select'
    case 'array':
      return itemSchema(schema) ? 'list' : 'json'
    default:
      return 'json'
  }
}

/** The object schema of a list's items; of a union the first list counts. */
function itemSchema(schema: z.ZodType): z.ZodObject | undefined {
  const def = schema.def as { type: string; element?: z.ZodType; options?: readonly z.ZodType[] }
  if (def.type === 'union') return def.options?.map(itemSchema).find((item) => item !== undefined)
  if (def.type !== 'array' || !def.element) return undefined
  const element = unwrap(def.element).schema
  return element.def.type === 'object' ? (element as z.ZodObject) : undefined
}

function optionsOf(schema: z.ZodType, meta: FieldMeta): FieldOption[] {
  const def = schema.def as { entries?: Record<string, string | number>; values?: FieldOption['value'][] }
  const values = def.entries ? Object.values(def.entries) : (def.values ?? [])
  return values.map((value) => ({ value, label: meta.optionLabels?.[String(value)] ?? String(value) }))
}

/** `maxRedirects` → `Max redirects`. */
function humanize(name: string): string {
  const words = name.replace(/[_-]+/g, ' ').replace(/([a-z\d])([A-Z])/g, '$1 $2')
  return words.charAt(0).toUpperCase() + words.slice(1).toLowerCase()
}
