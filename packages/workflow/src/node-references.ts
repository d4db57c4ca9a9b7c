import { isTemplate, parseTemplate } from './expression.ts'
import { stringValue, type Token } from './scan-javascript.ts'

export interface NodeReferences {
  /** Ids that expressions name as `nodes["id"]`, `nodes['id']` or `nodes.id`, each once. */
  ids: string[]
  /** True when `nodes` is also used in a way whose id only shows when it runs, like `nodes[name]`. */
  dynamic: boolean
}

/** Which nodes the expressions inside a value read. */
export function findNodeReferences(value: unknown): NodeReferences {
  const ids = new Set<string>()
  let dynamic = false
  const stack = [value]
  while (stack.length > 0) {
    const top = stack.pop()
    if (isTemplate(top)) {
      for (const use of findUses(top)) {
        if (use.id === undefined) dynamic = true
        else ids.add(use.id)
      }
    } else if (typeof top === 'object' && top !== null) for (const child of Object.values(top)) stack.push(child)
  }
  return { ids: [...ids], dynamic }
}

/** The value with every expression that names node `from` naming `to`; the same value when none does. */
export function renameNodeInExpressions<T>(value: T, from: string, to: string): T {
  return rename(value, from, to) as T
}

function rename(value: unknown, from: string, to: string): unknown {
  if (isTemplate(value)) return renameInTemplate(value, from, to)
  if (Array.isArray(value)) {
    const items = value.map((item) => rename(item, from, to))
    return items.some((item, index) => item !== value[index]) ? items : value
  }
  if (typeof value !== 'object' || value === null) return value
  let changed = false
  const entries = Object.entries(value).map(([key, item]) => {
    const renamed = rename(item, from, to)
    if (renamed !== item) changed = true
    return [key, renamed]
  })
  // fromEntries defines own properties: a `__proto__` key stays a key.
  return changed ? Object.fromEntries(entries) : value
}

function renameInTemplate(template: string, from: string, to: string): string {
  const pieces: string[] = []
  let at = 0
  for (const use of findUses(template)) {
    if (use.id !== from) continue
    pieces.push(template.slice(at, use.start), accessor(use, to))
    at = use.end
  }
  return at === 0 ? template : pieces.join('') + template.slice(at)
}

/** A use of `nodes`; `start` to `end` is what follows it: `.id`, `["id"]`, `?.id`, `?.["id"]`. */
interface Use {
  id: string | undefined
  start: number
  end: number
  optional: boolean
  quote: '"' | "'" | '`' | undefined
}

function accessor(use: Use, id: string): string {
  const chain = use.optional ? '?.' : ''
  if (!use.quote && /^[A-Za-z_$][\w$]*$/.test(id)) return `${use.optional ? '?.' : '.'}${id}`
  if (use.quote === "'")
    return `${chain}['${JSON.stringify(id).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}']`
  return `${chain}[${JSON.stringify(id)}]`
}

function findUses(template: string): Use[] {
  const uses: Use[] = []
  for (const part of parseTemplate(template)) {
    if (part.kind === 'expression') collectUses(template, part.tokens, uses)
  }
  return uses
}

function collectUses(template: string, tokens: readonly Token[], uses: Use[]): void {
  const source = (index: number): string => {
    const token = tokens[index]
    return token ? template.slice(token.start, token.end) : ''
  }
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i] as Token
    if (token.kind !== 'word' || source(i) !== 'nodes') continue
    const before = source(i - 1)
    const isProperty = before === '.' || before === '?.'
    const isKey = source(i + 1) === ':' && (before === '{' || before === ',')
    if (isProperty || isKey) continue

    const optional = source(i + 1) === '?.'
    const dot = optional || source(i + 1) === '.'
    const name = tokens[i + 2]
    if (dot && name?.kind === 'word') {
      uses.push({ id: source(i + 2), start: token.end, end: name.end, optional, quote: undefined })
      continue
    }
    const open = optional ? i + 2 : i + 1
    const key = tokens[open + 1]
    const close = tokens[open + 2]
    if (
      source(open) === '[' &&
      (key?.kind === 'string' || key?.kind === 'template') &&
      close &&
      source(open + 2) === ']'
    ) {
      const text = source(open + 1)
      uses.push({ id: stringValue(text), start: token.end, end: close.end, optional, quote: text[0] as Use['quote'] })
    } else uses.push({ id: undefined, start: token.end, end: token.end, optional: false, quote: undefined })
  }
}
