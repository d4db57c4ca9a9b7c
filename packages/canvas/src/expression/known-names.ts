import type { ExpressionCompletion } from './expression-completion.ts'

const method = (label: string, info: string): ExpressionCompletion => ({
  label,
  kind: 'function',
  info,
  insert: `${label}()`,
})
const property = (label: string, info: string): ExpressionCompletion => ({ label, kind: 'property', info })
const name = (label: string, detail: string, info: string): ExpressionCompletion => ({
  label,
  kind: 'name',
  detail,
  info,
})

/** What an expression can begin with. */
export const ROOT_NAMES: readonly ExpressionCompletion[] = [
  name(
    'input',
    'what came in',
    'The input of this node: the output of its parent, or an object by parent with several.',
  ),
  name('nodes', 'earlier nodes', 'nodes["id"].output is what a node before this one gave.'),
  name('execution', 'this execution', 'execution.id and execution.workflowId.'),
  name('secrets', 'by name', 'secrets.NAME is what the server has as SPANE_SECRET_NAME. Previews show a placeholder.'),
  name('Math', 'JavaScript', 'Math.round(), Math.max() and others.'),
  name('JSON', 'JavaScript', 'JSON.parse(text) and JSON.stringify(value).'),
  name('Object', 'JavaScript', 'Object.keys(value), Object.entries(value) and others.'),
  name('Array', 'JavaScript', 'Array.isArray(value) and Array.from(value).'),
  name('Number', 'JavaScript', 'Number(text) reads a number.'),
  name('String', 'JavaScript', 'String(value) writes a value as text.'),
  name('Boolean', 'JavaScript', 'Boolean(value) tells whether there is anything.'),
  name('Date', 'JavaScript', 'new Date(text).toISOString() and others.'),
  name('encodeURIComponent', 'JavaScript', 'encodeURIComponent(text) makes text safe inside an address.'),
]

const ANY_LIST = [
  property('length', 'How many items there are.'),
  method('map', 'A list of what the function makes of each item: map((item) => item.price).'),
  method('filter', 'The items for which the function is true.'),
  method('find', 'The first item for which the function is true.'),
  method('some', 'Whether the function is true for any item.'),
  method('every', 'Whether the function is true for all items.'),
  method('reduce', 'One value of all: reduce((sum, item) => sum + item.price, 0).'),
  method('flatMap', 'Like map, with lists joined.'),
  method('join', 'The items as one text, with a separator between them.'),
  method('includes', 'Whether the value is among the items.'),
  method('slice', 'The items from one place up to another.'),
  method('at', 'The item at a place; at(-1) is the last.'),
  method('toSorted', 'A sorted copy: toSorted((a, b) => a.price - b.price).'),
  method('concat', 'A list with the other’s items behind its own.'),
]
const TEXT = [
  property('length', 'How many characters it has.'),
  method('toUpperCase', 'In capitals.'),
  method('toLowerCase', 'In small letters.'),
  method('trim', 'Without space at both ends.'),
  method('split', 'A list of the parts between separators: split(",").'),
  method('replaceAll', 'With every occurrence replaced: replaceAll("a", "b").'),
  method('includes', 'Whether it holds the other text.'),
  method('startsWith', 'Whether it begins with the other text.'),
  method('endsWith', 'Whether it ends with the other text.'),
  method('slice', 'The characters from one place up to another.'),
  method('padStart', 'Filled up in front: padStart(5, "0").'),
  method('match', 'What a regular expression finds in it.'),
]
const NUMBER = [
  method('toFixed', 'As text with so many decimals: toFixed(2).'),
  method('toString', 'As text.'),
  method('toLocaleString', 'As text with separators.'),
]

/** The methods of a value's kind that expressions mostly need. */
export function methodsOf(value: unknown): readonly ExpressionCompletion[] {
  if (Array.isArray(value)) return ANY_LIST
  if (typeof value === 'string') return TEXT
  return typeof value === 'number' ? NUMBER : []
}

/** What a value is, in a word or by itself when it is short. */
export function typeLabel(value: unknown): string {
  if (Array.isArray(value)) return `list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'object'
  const text = JSON.stringify(value) ?? ''
  return text.length <= 24 ? text : `${text.slice(0, 23)}…`
}
