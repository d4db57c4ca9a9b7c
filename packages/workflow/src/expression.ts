import { formatPath, type PathKey } from './path.ts'
import { scanJavaScript, type Token } from './scan-javascript.ts'

/** A piece of a template: text as it stands, or the JavaScript between `{{` and `}}`. */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | {
      kind: 'expression'
      /** The code without the braces. */
      source: string
      /** Index of the code in the template. */
      start: number
      /** False when the closing `}}` is missing: evaluating it fails. */
      closed: boolean
      /** Positions count from the start of the template. */
      tokens: Token[]
    }

/**
 * Splits a string into text and expressions. A `}}` inside the expression's own strings, comments and braces does not
 * end it. To write a literal `{{`, write `{{ "{{" }}`.
 */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let at = 0
  while (at < template.length) {
    const open = template.indexOf('{{', at)
    if (open < 0) break
    if (open > at) parts.push({ kind: 'text', text: template.slice(at, open) })
    const { tokens, end } = scanJavaScript(template, open + 2)
    const source = template.slice(open + 2, end)
    parts.push({ kind: 'expression', source, start: open + 2, closed: end !== undefined, tokens })
    at = end === undefined ? template.length : end + 2
  }
  if (at < template.length) parts.push({ kind: 'text', text: template.slice(at) })
  return parts
}

/** The expression of a field that is exactly one `{{ … }}`, whose value then keeps its type; else undefined. */
export function soleExpression(template: string): string | undefined {
  const [part, ...rest] = parseTemplate(template)
  return part?.kind === 'expression' && part.closed && rest.length === 0 ? part.source : undefined
}

/** Whether a string holds an expression, closed or not. */
export function isTemplate(value: unknown): value is string {
  return typeof value === 'string' && value.includes('{{')
}

/** Whether any string inside a value holds an expression. Keys are never read as expressions. */
export function containsExpression(value: unknown): boolean {
  const stack = [value]
  while (stack.length > 0) {
    const top = stack.pop()
    if (isTemplate(top)) return true
    if (typeof top === 'object' && top !== null) for (const child of Object.values(top)) stack.push(child)
  }
  return false
}

/** A string with expressions, and where it stands. */
export interface TemplateField {
  path: PathKey[]
  template: string
}

/**
 * All strings with expressions inside a value, in order. `skipPaths` names fields that are never read as expressions, in the
 * form of `formatPath` with `[]` for every item of a list (`code`, `rows[].text`); what is below them is skipped, too.
 */
export function findTemplates(value: unknown, skipPaths: readonly string[] = []): TemplateField[] {
  const skip = new Set(skipPaths)
  const found: TemplateField[] = []
  const visit = (at: unknown, path: PathKey[]): void => {
    if (skip.size > 0 && skip.has(patternOf(path))) return
    if (isTemplate(at)) found.push({ path, template: at })
    else if (Array.isArray(at)) {
      for (const [index, item] of at.entries()) visit(item, [...path, index])
    } else if (typeof at === 'object' && at !== null) {
      for (const [key, item] of Object.entries(at)) visit(item, [...path, key])
    }
  }
  visit(value, [])
  return found
}

/** A path as `skipPaths` name it: `[]` stands for the index of any item. */
export function patternOf(path: readonly PropertyKey[]): string {
  return formatPath(path).replace(/\[\d+\]/g, '[]')
}

/**
 * A copy of a value with its templates replaced, in the order in which `findTemplates` finds them. A property that becomes
 * undefined is left out; an item of a list becomes null.
 */
export function replaceTemplates(
  value: unknown,
  skipPaths: readonly string[],
  replace: (field: TemplateField) => unknown,
): unknown {
  const skip = new Set(skipPaths)
  const visit = (at: unknown, path: PathKey[]): unknown => {
    if (skip.size > 0 && skip.has(patternOf(path))) return at
    if (isTemplate(at)) return replace({ path, template: at })
    if (Array.isArray(at)) return at.map((item, index) => visit(item, [...path, index]) ?? null)
    if (typeof at !== 'object' || at === null) return at
    const entries = Object.entries(at).map(([key, item]) => [key, visit(item, [...path, key])] as const)
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined))
  }
  return visit(value, [])
}
