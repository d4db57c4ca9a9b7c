import { JsonValueError, parseJsonText } from '@spane/workflow'
import { HookError } from './hook-error.ts'

/** Reads the body as bytes; one that is longer than allowed is not read to its end. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  const tooLarge = () => new HookError('PAYLOAD_TOO_LARGE', `The body is larger than ${maxBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  if (!request.body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/**
 * The body as node data, by its content type: JSON, a form (a name that is repeated gives a list) or text. Null when there
 * is none.
 */
export function parseBody(body: Uint8Array, contentType: string | null): unknown {
  if (body.byteLength === 0) return null
  const type = (contentType ?? 'text/plain').split(';', 1)[0]?.trim().toLowerCase() ?? ''
  if (type === 'application/json' || /^application\/[\w.-]+\+json$/.test(type)) return parseJson(decode(body))
  if (type === 'application/x-www-form-urlencoded') return toRecord(new URLSearchParams(decode(body)))
  if (type.startsWith('text/')) return decode(body)
  throw new HookError('UNSUPPORTED_MEDIA_TYPE', 'Send JSON, a form or text.')
}

/** Names with their values; those that are repeated with a list of them. Any name is one: `__proto__`, too. */
export function toRecord<T>(pairs: Iterable<readonly [string, T]>): Record<string, T | T[]> {
  const values = new Map<string, T[]>()
  for (const [name, value] of pairs) {
    const known = values.get(name)
    if (known) known.push(value)
    else values.set(name, [value])
  }
  return Object.fromEntries([...values].map(([name, list]) => [name, list.length === 1 ? (list[0] as T) : list]))
}

function parseJson(text: string): unknown {
  try {
    return parseJsonText(text)
  } catch (error) {
    if (error instanceof JsonValueError) throw new HookError('BAD_BODY', error.message)
    throw error
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    throw new HookError('BAD_BODY', 'The body is not UTF-8.')
  }
}
