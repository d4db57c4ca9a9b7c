import { createHash } from 'node:crypto'
import { isTemplate, soleExpression } from '@spane/workflow'
import type { ExpressionScope, ResolveConfig } from '../ports/config-resolver.ts'

/** A longer value is told apart by its digest. */
const MAX_KEY = 200
/** `input.customer["id"]` and the like: read off the input without running anything. */
const PATH = /^\s*input((?:\s*\.\s*[A-Za-z_$][\w$]*|\s*\[\s*(?:\d+|"[^"\\]*"|'[^'\\]*')\s*\])*)\s*$/
const STEP = /\.\s*([A-Za-z_$][\w$]*)|\[\s*(?:(\d+)|"([^"\\]*)"|'([^'\\]*)')\s*\]/g

/**
 * The value of a key: of what executions or starts are counted together. A path into the input is read off it, anything
 * else is evaluated as the node's config is. Nothing, null and the empty text are one key.
 *
 * @throws Error when the expression fails, or when it is more than a path and nothing can evaluate it here
 */
export async function evaluateKey(
  template: string,
  scope: ExpressionScope,
  resolveConfig: ResolveConfig | undefined,
): Promise<string> {
  if (!isTemplate(template)) return bounded(template)
  const path = PATH.exec(soleExpression(template) ?? '')?.[1]
  if (path !== undefined) return keyText(readPath(scope.input, path))
  if (!resolveConfig) {
    throw new Error('Only a path into the input, such as {{ input.customer.id }}, can be a key without a resolver')
  }
  const { signal } = new AbortController()
  const { key } = await resolveConfig({
    config: { key: template },
    nodeType: '',
    description: undefined,
    scope,
    signal,
  })
  return keyText(key)
}

function readPath(input: unknown, path: string): unknown {
  let value = input
  for (const [, ...names] of path.matchAll(STEP)) {
    const name = names.find((part) => part !== undefined) as string
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
    value = (value as Record<string, unknown>)[name]
  }
  return value
}

function keyText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return bounded(typeof value === 'string' ? value : JSON.stringify(value))
}

/** PostgreSQL's text holds no NUL and no lone surrogate, which UTF-8 does not have either. */
function bounded(text: string): string {
  const clean = Buffer.from(text.replaceAll('\u0000', '\ufffd')).toString()
  if (clean.length <= MAX_KEY) return clean
  return `${clean.slice(0, 100)}… ${createHash('sha256').update(clean).digest('hex').slice(0, 32)}`
}
