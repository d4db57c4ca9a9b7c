import { findNodeReferences } from '@spane/workflow'

/** A piece of source as the workflow language splits it. */
export interface ChainToken {
  kind: string
  start: number
  end: number
}

/** What expressions of a node can name, as far as it is known. */
export interface ExpressionScope {
  input: unknown
  execution: Record<string, unknown>
  /** Nodes before this one, the nearest first. */
  nodes: readonly { id: string; name: string }[]
  /** A node's output, if it is at hand. */
  outputOf: (nodeId: string) => unknown
}

/** `['input', 'items', 0]`; `ITEM` stands for any item of the list before it. */
export type Chain = (string | number | typeof ITEM)[]
export const ITEM: unique symbol = Symbol('item')

/** Methods whose function is handed an item first. */
const ITERATORS = new Set([
  'map',
  'filter',
  'find',
  'findLast',
  'findIndex',
  'some',
  'every',
  'flatMap',
  'forEach',
  'sort',
])

/**
 * The chain of accesses that ends at a token, read backwards: `input.items[0]`. A parameter of a function that a list's
 * method calls is read as an item of that list. Undefined for what cannot be read without running it.
 */
export function readChain(text: string, tokens: readonly ChainToken[], end: number): Chain | undefined {
  const source = (index: number) => {
    const token = tokens[index]
    return token ? text.slice(token.start, token.end) : ''
  }
  const keys: Chain = []
  let at = end
  for (;;) {
    const token = tokens[at]
    if (!token) return undefined
    if (source(at) === ']') {
      const key = tokens[at - 1]
      if (source(at - 2) !== '[' || !key) return undefined
      if (key.kind === 'number') keys.unshift(Number(source(at - 1)))
      else if (key.kind === 'string') keys.unshift(unquote(source(at - 1)))
      else return undefined
      at -= source(at - 3) === '?.' ? 4 : 3
      continue
    }
    if (token.kind !== 'word') return undefined
    const name = source(at)
    const before = source(at - 1)
    if (before === '.' || before === '?.') {
      keys.unshift(name)
      at -= 2
      continue
    }
    const list = listOfParameter(text, tokens, at, name)
    return list ? [...list, ITEM, ...keys] : [name, ...keys]
  }
}

/** The value at the end of a chain, or undefined. Looks at own properties only. */
export function resolveChain(chain: Chain, scope: ExpressionScope): unknown {
  const [root, ...rest] = chain
  let value: unknown
  if (root === 'input') value = scope.input
  else if (root === 'execution') value = scope.execution
  else if (root === 'nodes' && typeof rest[0] === 'string' && rest[1] === 'output') {
    value = scope.outputOf(rest[0])
    rest.splice(0, 2)
  } else if (root === 'nodes' && typeof rest[0] === 'string' && rest.length === 1) {
    return scope.nodes.some(({ id }) => id === rest[0]) ? { output: scope.outputOf(rest[0]) ?? null } : undefined
  } else return undefined
  for (const key of rest) {
    if (typeof value !== 'object' || value === null) return undefined
    if (key === ITEM) value = Array.isArray(value) ? value[0] : undefined
    else value = Object.hasOwn(value, key) ? (value as Record<string | number, unknown>)[key] : undefined
  }
  return value
}

/** The nodes that a template reads, by id. */
export function referencedNodes(template: string): string[] {
  return findNodeReferences(template).ids
}

/** In `list.map((item) => item.`: the chain of `list`, for the name `item` at a token. */
function listOfParameter(text: string, tokens: readonly ChainToken[], use: number, name: string): Chain | undefined {
  const source = (index: number) => text.slice(tokens[index]?.start ?? 0, tokens[index]?.end ?? 0)
  for (let index = use - 1; index > 2; index--) {
    if (source(index) !== name) continue
    const open = source(index - 1) === '(' && source(index - 2) === '(' ? index - 2 : index - 1
    if (source(open) !== '(' || !ITERATORS.has(source(open - 1)) || !/^\??\.$/.test(source(open - 2))) continue
    return readChain(text, tokens, open - 3)
  }
  return undefined
}

function unquote(source: string): string {
  try {
    const inner = source.slice(1, -1)
    return JSON.parse(source.startsWith('"') ? source : `"${inner.replaceAll("\\'", "'").replaceAll('"', '\\"')}"`)
  } catch {
    return source.slice(1, -1)
  }
}
