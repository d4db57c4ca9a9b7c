import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SigningKeyRow } from '@spane/db'
import type { ResumeTarget } from '@spane/engine'
import { z } from 'zod'

export const RESUME_PREFIX = '/resume/'

const MAX_TOKEN_LENGTH = 2_000
const payloadSchema = z.tuple([z.guid(), z.string().min(1).max(200), z.int().positive()])

/**
 * The path of the link that answers a wait: `/resume/v<key>.<target>.<signature>`. It is bound to the execution, the node
 * and the start that began the wait; nobody can make one without the key.
 */
export function signResumePath(keys: readonly SigningKeyRow[], { executionId, nodeId, start }: ResumeTarget): string {
  const [key] = keys
  if (!key) throw new Error('There is no key to sign links with')
  const payload = Buffer.from(JSON.stringify([executionId, nodeId, start])).toString('base64url')
  const signed = `v${key.version}.${payload}`
  return `${RESUME_PREFIX}${signed}.${signatureOf(key, signed).toString('base64url')}`
}

/** What a link is for; undefined when it was not signed here, or not like this. */
export function readResumePath(keys: readonly SigningKeyRow[], path: string): ResumeTarget | undefined {
  if (!path.startsWith(RESUME_PREFIX) || path.length > MAX_TOKEN_LENGTH) return undefined
  const match = /^v(\d{1,9})\.([\w-]+)\.([\w-]+)$/.exec(path.slice(RESUME_PREFIX.length))
  const [, version, payload = '', signature = ''] = match ?? []
  const key = keys.find((candidate) => String(candidate.version) === version)
  if (!key) return undefined
  const expected = signatureOf(key, `v${version}.${payload}`)
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const parsed = payloadSchema.safeParse(readJson(payload))
  if (!parsed.success) return undefined
  const [executionId, nodeId, start] = parsed.data
  return { executionId, nodeId, start }
}

/** Its first words keep this signature from standing for another one under the same key. */
function signatureOf({ secret }: SigningKeyRow, signed: string): Buffer {
  return createHmac('sha256', secret).update(`spane resume\n${signed}`).digest()
}

function readJson(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
  } catch {
    return undefined
  }
}
