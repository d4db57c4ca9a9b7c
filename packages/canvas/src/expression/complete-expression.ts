import { parseTemplate, type TemplatePart } from '@spane/workflow'
import type { ExpressionCompletion } from './expression-completion.ts'
import { methodsOf, ROOT_NAMES, typeLabel } from './known-names.ts'
import { type ExpressionScope, readChain, resolveChain } from './read-chain.ts'

export interface CompletionResult {
  /** Where the word that is being typed begins. */
  from: number
  /** Where the dot before it begins, for those that take its place. */
  dotFrom: number
  options: ExpressionCompletion[]
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/
/** More names than a person reads through. */
const MAX_KEYS = 500

/** What can be typed at a place of a template: names, fields of the data that there is, functions, nodes before this one. */
export function completeExpression(text: string, at: number, scope: ExpressionScope): CompletionResult | null {
  const part = parseTemplate(text).find(
    (part): part is Extract<TemplatePart, { kind: 'expression' }> =>
      part.kind === 'expression' && at >= part.start && at <= part.start + part.source.length,
  )
  if (!part) return null
  const tokens = part.tokens.filter((token) => token.start < at)
  const source = (index: number) => {
    const token = tokens[index]
    return token ? text.slice(token.start, Math.min(token.end, at)) : ''
  }
  const last = tokens.at(-1)
  const typed = last && last.end >= at ? last : undefined

  // Inside a string: only as a key in brackets, `nodes["`.
  if (typed?.kind === 'string') {
    const isClosed = typed.end === at && source(tokens.length - 1).length > 1 && /["']$/.test(source(tokens.length - 1))
    if (isClosed || source(tokens.length - 2) !== '[') return null
    const owner = readChain(text, tokens, tokens.length - 3)
    if (!owner) return null
    const keys =
      owner.length === 1 && owner[0] === 'nodes' ? nodeOptions(scope) : keyOptions(resolveChain(owner, scope))
    const quote = source(tokens.length - 1)[0] as string
    const options = keys.map((option) => ({
      ...option,
      replacesDot: false,
      insert: `${escapeFor(option.label, quote)}${quote}]`,
    }))
    return { from: typed.start + 1, dotFrom: typed.start + 1, options }
  }
  if (typed && typed.kind !== 'word' && typed.kind !== 'punctuator') return null

  const word = typed?.kind === 'word' ? typed : undefined
  const from = word ? word.start : at
  const before = tokens.length - (word ? 2 : 1)
  const dot = source(before)
  if (dot !== '.' && dot !== '?.') return { from, dotFrom: from, options: rootOptions(text, tokens, before) }
  const dotFrom = tokens[before]?.start ?? from
  const chain = readChain(text, tokens, before - 1)
  if (!chain) return null
  if (chain.length === 1 && chain[0] === 'nodes') {
    return { from, dotFrom, options: nodeOptions(scope) }
  }
  return { from, dotFrom, options: memberOptions(resolveChain(chain, scope)) }
}

function rootOptions(text: string, tokens: { start: number; end: number; kind: string }[], before: number) {
  const names: ExpressionCompletion[] = []
  // Parameters of functions in the expression: `(item) =>`.
  for (let index = 0; index <= before; index++) {
    const token = tokens[index]
    if (token?.kind !== 'word') continue
    if (!/^\s*[,)]?[^;]*?=>/.test(text.slice(token.end))) continue
    const previous = tokens[index - 1]
    const opener = previous ? text.slice(previous.start, previous.end) : ''
    const label = text.slice(token.start, token.end)
    if ((opener === '(' || opener === ',') && !names.some((name) => name.label === label)) {
      names.push({ label, kind: 'name', detail: 'parameter' })
    }
  }
  return [...names, ...ROOT_NAMES]
}

function memberOptions(value: unknown): ExpressionCompletion[] {
  return [...keyOptions(value), ...methodsOf(value)]
}

function keyOptions(value: unknown): ExpressionCompletion[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  return Object.entries(value)
    .slice(0, MAX_KEYS)
    .map(([key, child]) => ({
      label: key,
      kind: 'property' as const,
      detail: typeLabel(child),
      ...(!IDENTIFIER.test(key) && { insert: `[${JSON.stringify(key)}]`, replacesDot: true }),
    }))
}

function nodeOptions({ nodes }: ExpressionScope): ExpressionCompletion[] {
  return nodes.map(({ id, name }) => ({
    label: id,
    kind: 'node' as const,
    detail: name === id ? 'an earlier node' : name,
    ...(IDENTIFIER.test(id)
      ? { insert: `${id}.output` }
      : { insert: `[${JSON.stringify(id)}].output`, replacesDot: true }),
  }))
}

function escapeFor(key: string, quote: string): string {
  const escaped = JSON.stringify(key).slice(1, -1)
  return quote === '"' ? escaped : escaped.replaceAll('\\"', '"').replaceAll("'", "\\'")
}
