import type { z } from 'zod'
import type { PathKey } from './path.ts'

/** Something wrong at a place inside a value. */
export interface SchemaIssue {
  path: PathKey[]
  /** A sentence for a person. */
  message: string
}

export type SchemaCheck<T> = { data: T } | { issues: SchemaIssue[] }

/**
 * Parses a value and words what is wrong for people: messages that the schema itself gives stand as they are, all others
 * become `<subject> <what is wrong>.`, where `subjectOf` names the place.
 */
export function checkSchema<S extends z.ZodType>(
  schema: S,
  value: unknown,
  subjectOf: (path: PathKey[]) => string,
): SchemaCheck<z.output<S>> {
  const result = schema.safeParse(value, { error: (issue) => MARK + describe(issue as RawIssue) })
  if (result.success) return { data: result.data }
  const issues = result.error.issues.map((issue) => {
    const path = issue.path.map((key) => (typeof key === 'symbol' ? String(key) : key))
    const { message } = issue
    return { path, message: message.startsWith(MARK) ? `${subjectOf(path)} ${message.slice(1)}.` : message }
  })
  return { issues }
}

// Tells the predicates of `describe` from messages that a schema gives itself.
const MARK = '\u0001'

interface RawIssue {
  code?: string
  input?: unknown
  expected?: string
  format?: string
  origin?: string
  minimum?: number | bigint
  maximum?: number | bigint
  inclusive?: boolean
  divisor?: number
  values?: unknown[]
  options?: unknown[]
  keys?: string[]
}

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  null: 'null',
  date: 'a date',
}

const FORMATS: Record<string, string> = {
  url: 'a URL',
  email: 'an e-mail address',
  uuid: 'a UUID',
  datetime: 'a date and time in ISO 8601',
  date: 'a date like 2026-01-31',
  regex: 'in the expected form',
}

/** What is wrong, as the rest of a sentence whose subject is the field. */
function describe(issue: RawIssue): string {
  if (issue.input === undefined && (issue.code === 'invalid_type' || issue.code === 'invalid_value'))
    return 'is missing'
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected ?? ''] ?? issue.expected}`
    case 'invalid_value':
      return `must be ${listValues(issue.values ?? [])}`
    case 'invalid_union':
      return issue.options ? `must be ${listValues(issue.options)}` : 'has a form that is not accepted'
    case 'invalid_format':
      return `must be ${FORMATS[issue.format ?? ''] ?? `a valid ${issue.format}`}`
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `has unknown fields: ${(issue.keys ?? []).map((key) => key.slice(0, 60)).join(', ')}`
    case 'too_small':
    case 'too_big':
      return describeBound(issue)
    default:
      return 'is not valid'
  }
}

function describeBound(issue: RawIssue): string {
  const least = issue.code === 'too_small'
  const bound = Number(least ? issue.minimum : issue.maximum)
  if (issue.origin === 'string' || issue.origin === 'array') {
    const unit = issue.origin === 'string' ? 'character' : 'item'
    if (least && bound <= 1) return 'may not be empty'
    return `must have at ${least ? 'least' : 'most'} ${bound} ${unit}${bound === 1 ? '' : 's'}`
  }
  if (issue.inclusive === false) return `must be ${least ? 'more' : 'less'} than ${bound}`
  return `must be at ${least ? 'least' : 'most'} ${bound}`
}

function listValues(values: unknown[]): string {
  const shown = values.slice(0, 12).map((value) => (typeof value === 'string' ? `"${value}"` : String(value)))
  if (values.length > 12) shown.push('…')
  return shown.length > 1 ? `one of ${shown.join(', ')}` : (shown[0] ?? 'something else')
}
