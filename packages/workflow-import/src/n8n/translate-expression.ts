import { parseTemplate } from '@spane/workflow'

/** How expressions reach data here. */
export interface ExpressionScope {
  /** Code for the input of the node that the expression stands in. */
  input: string
  /** Code for the output of a node by the name that n8n knows it by; undefined when there is none. */
  output: (name: string) => string | undefined
}

export interface Translation {
  value: string
  /** What could not be translated: the text is as n8n had it then. */
  unknown: string[]
}

const NAME = String.raw`(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')`
/** One item of a node: which of several does not matter here, where a node gives one value. */
const ONE_ITEM = String.raw`(?:\.item|\.first\(\)|\.last\(\)|\.itemMatching\([^()]*\)|\.all\(\)\[0\])`
const RULES: [RegExp, (match: RegExpExecArray, scope: ExpressionScope) => string | undefined][] = [
  [new RegExp(String.raw`\$node\[${NAME}\]\.json`, 'y'), (match, scope) => scope.output(nameIn(match))],
  [/\$node\.([A-Za-z_]\w*)\.json/y, (match, scope) => scope.output(match[1] as string)],
  [new RegExp(String.raw`\$\(${NAME}\)${ONE_ITEM}\.json`, 'y'), (match, scope) => scope.output(nameIn(match))],
  [new RegExp(String.raw`\$items\(${NAME}\)\[0\]\.json`, 'y'), (match, scope) => scope.output(nameIn(match))],
  [new RegExp(String.raw`\$input${ONE_ITEM}\.json`, 'y'), (_match, scope) => scope.input],
  [/\$json\b/y, (_match, scope) => scope.input],
  [/\$data\b/y, (_match, scope) => scope.input],
  [/\$execution\.id\b/y, () => 'execution.id'],
  [/\$executionId\b/y, () => 'execution.id'],
  [/\$workflow\.id\b/y, () => 'execution.workflowId'],
  [/\$env\.([A-Za-z_]\w*)/y, (match) => `secrets.${match[1]}`],
  [/\$now\.toISO\(\)/y, () => 'new Date().toISOString()'],
  [/\$now\.toMillis\(\)/y, () => 'Date.now()'],
]

/** A parameter of n8n: text as it is, or, with `=` in front, text with expressions. */
export function isN8nExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=')
}

/**
 * A parameter as a field here. Expressions that reach data in ways that have no counterpart stay as they were written, and are
 * named in `unknown`.
 */
export function translateText(text: string, scope: ExpressionScope): Translation {
  if (!isN8nExpression(text)) return { value: escapeTemplate(text), unknown: [] }
  const unknown: string[] = []
  const pieces = parseTemplate(text.slice(1)).map((part) => {
    if (part.kind === 'text') return part.text
    const code = translateCode(part.source, scope, unknown)
    return part.closed ? `{{${code}}}` : `{{${part.source}`
  })
  return unknown.length > 0 ? { value: text.slice(1), unknown } : { value: pieces.join(''), unknown }
}

/** Text that is none of n8n's expressions must not become one here. */
function escapeTemplate(text: string): string {
  return text.includes('{{') ? text.replaceAll('{{', '{{ "{{" }}') : text
}

function translateCode(source: string, scope: ExpressionScope, unknown: string[]): string {
  const [part] = parseTemplate(`{{${source}}}`)
  if (part?.kind !== 'expression') return source
  let code = ''
  let at = 0
  for (const token of part.tokens) {
    const start = token.start - 2
    if (token.kind !== 'word' || start < at || source[start] !== '$') continue
    const found = match(source, start, scope)
    if (!found) {
      unknown.push(source.slice(start).match(/^\$[\w.$]*(\([^)]*\))?/)?.[0] ?? source)
      continue
    }
    code += source.slice(at, start) + found.code
    at = start + found.length
  }
  return code + source.slice(at)
}

function match(source: string, start: number, scope: ExpressionScope): { code: string; length: number } | undefined {
  for (const [pattern, translate] of RULES) {
    pattern.lastIndex = start
    const found = pattern.exec(source)
    const code = found && translate(found, scope)
    if (found && code) return { code, length: found[0].length }
  }
  return undefined
}

function nameIn(match: RegExpExecArray): string {
  return (match[1] ?? match[2] ?? '').replace(/\\(.)/g, '$1')
}
