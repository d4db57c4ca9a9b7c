import { UnrecoverableNodeError } from '@spane/node-sdk'

export const OPERATORS = {
  equals: 'is equal to',
  'not-equals': 'is not equal to',
  greater: 'is greater than',
  'greater-or-equal': 'is greater than or equal to',
  less: 'is less than',
  'less-or-equal': 'is less than or equal to',
  contains: 'contains',
  'not-contains': 'does not contain',
  'starts-with': 'starts with',
  'ends-with': 'ends with',
  'is-true': 'is true',
  'is-false': 'is false',
  'is-empty': 'is empty',
  'is-not-empty': 'is not empty',
  exists: 'exists',
  'not-exists': 'does not exist',
} as const

export type Operator = keyof typeof OPERATORS

/** The operators that compare with a second value. */
export const BINARY_OPERATORS = [
  'equals',
  'not-equals',
  'greater',
  'greater-or-equal',
  'less',
  'less-or-equal',
  'contains',
  'not-contains',
  'starts-with',
  'ends-with',
] as const satisfies readonly Operator[]

/**
 * Whether a comparison holds. What stands on a form is text: a number or a truth value on the other side is compared with
 * what the text says.
 * @throws UnrecoverableNodeError when the values cannot be put in order
 */
export function compare(left: unknown, operator: Operator, right: unknown): boolean {
  switch (operator) {
    case 'equals':
      return looselyEqual(left, right)
    case 'not-equals':
      return !looselyEqual(left, right)
    case 'greater':
      return order(left, right) > 0
    case 'greater-or-equal':
      return order(left, right) >= 0
    case 'less':
      return order(left, right) < 0
    case 'less-or-equal':
      return order(left, right) <= 0
    case 'contains':
      return contains(left, right)
    case 'not-contains':
      return !contains(left, right)
    case 'starts-with':
      return toText(left).startsWith(toText(right))
    case 'ends-with':
      return toText(left).endsWith(toText(right))
    case 'is-true':
      return looselyEqual(left, true)
    case 'is-false':
      return looselyEqual(left, false)
    case 'is-empty':
      return isEmpty(left)
    case 'is-not-empty':
      return !isEmpty(left)
    case 'exists':
      return left !== undefined && left !== null
    case 'not-exists':
      return left === undefined || left === null
  }
}

/** Equality of JSON values, in which `"5"` equals 5 and `"true"` equals true. */
export function looselyEqual(left: unknown, right: unknown): boolean {
  if (left === right || (left ?? null) === (right ?? null)) return true
  if (typeof left === 'number' && typeof right === 'string') return toNumber(right) === left
  if (typeof left === 'string' && typeof right === 'number') return toNumber(left) === right
  if (typeof left === 'boolean' && typeof right === 'string') return right.trim().toLowerCase() === String(left)
  if (typeof left === 'string' && typeof right === 'boolean') return left.trim().toLowerCase() === String(right)
  if (typeof left !== 'object' || typeof right !== 'object' || !left || !right) return false
  if (Array.isArray(left) !== Array.isArray(right)) return false
  const keys = Object.keys(left)
  if (keys.length !== Object.keys(right).length) return false
  return keys.every((key) => {
    if (!Object.hasOwn(right, key)) return false
    return looselyEqual((left as Record<string, unknown>)[key], (right as Record<string, unknown>)[key])
  })
}

function order(left: unknown, right: unknown): number {
  const numbers = [toNumber(left), toNumber(right)] as const
  if (numbers[0] !== undefined && numbers[1] !== undefined) return numbers[0] - numbers[1]
  // ISO 8601 dates of one form are in order as text.
  if (typeof left === 'string' && typeof right === 'string') return left < right ? -1 : left > right ? 1 : 0
  throw new UnrecoverableNodeError(`${describe(left)} and ${describe(right)} cannot be put in order.`, {
    code: 'NOT_COMPARABLE',
  })
}

function contains(left: unknown, right: unknown): boolean {
  if (Array.isArray(left)) return left.some((item) => looselyEqual(item, right))
  if (typeof left === 'object' && left !== null) return Object.hasOwn(left, toText(right))
  return toText(left).includes(toText(right))
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isFinite(number) ? number : undefined
}

function toText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A value as it stands in a sentence. */
export function describe(value: unknown): string {
  if (value === undefined) return 'nothing'
  const text = JSON.stringify(value)
  return text.length > 80 ? `${text.slice(0, 80)}…` : text
}
