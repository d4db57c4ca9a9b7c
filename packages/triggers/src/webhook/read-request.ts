import { createHash } from 'node:crypto'
import { deleteStoredFiles } from '@spane/db'
import type { WebhookTriggerConfig } from '@spane/nodes/triggers'
import type { Pool } from '../trigger-context.ts'
import { HookError } from './hook-error.ts'
import { parseBody, readBody, toRecord } from './read-body.ts'
import { isMultipart, receiveUpload, type UploadLimits } from './receive-upload.ts'
import type { ReplayGuard } from './replay-guard.ts'
import { startVerification, type Verification } from './verify-request.ts'

/** Headers that prove who somebody is are none of a workflow's business. */
const PRIVATE_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie'])

export interface ReadRequestOptions {
  pool: Pool
  workspaceId: string
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  now: () => number
  /** Of a body without files. */
  maxBodyBytes: number
  uploadLimits: UploadLimits
  replays: ReplayGuard
}

export interface HookRequest {
  /** What the workflow is handed. */
  input: unknown
  /** What names the request, so that the same again starts nothing. */
  key: string | undefined
  /** Files that came with it: stored, and not yet anybody's. */
  fileIds: string[]
}

/**
 * Reads a request and checks that it may start the workflow.
 * @throws HookError when it may not, or cannot be read; then it leaves no file behind
 */
export async function readRequest(
  request: Request,
  config: WebhookTriggerConfig,
  options: ReadRequestOptions,
): Promise<HookRequest> {
  const { pool, replays } = options
  const { headers } = request
  const verification = startVerification(config, headers, { secrets: options.secrets, now: options.now() })
  const { body, fileIds } = await readContent(request, verification, options)
  try {
    const { signature } = verification.finish()
    const key = keyOf(headers, config, signature)
    if (signature !== undefined && key !== undefined && replays.isReplay(signature, key)) {
      throw new HookError('REPLAYED', 'This request came before, with another Idempotency-Key.')
    }
    const url = new URL(request.url)
    const input = {
      method: request.method,
      path: url.pathname,
      headers: toRecord([...headers].filter(([name]) => !PRIVATE_HEADERS.has(name))),
      query: toRecord(url.searchParams),
      body: body(),
    }
    return { input, key, fileIds }
  } catch (error) {
    if (fileIds.length > 0) await deleteStoredFiles(pool, fileIds)
    throw error
  }
}

/** `body` reads what came as its content type says: asked once it is known who sent it. */
async function readContent(
  request: Request,
  verification: Verification,
  { pool, workspaceId, maxBodyBytes, uploadLimits }: ReadRequestOptions,
): Promise<{ body: () => unknown; fileIds: string[] }> {
  const contentType = request.headers.get('content-type')
  if (isMultipart(contentType)) {
    const options = { pool, workspaceId, limits: uploadLimits, onBytes: verification.update }
    const upload = await receiveUpload(request, options)
    return { body: () => upload.body, fileIds: upload.fileIds }
  }
  const bytes = await readBody(request, maxBodyBytes)
  verification.update(bytes)
  return { body: () => parseBody(bytes, contentType), fileIds: [] }
}

/** The sender's key, what GitHub calls a delivery, or a signature that holds a time. */
function keyOf(headers: Headers, config: WebhookTriggerConfig, signature: string | undefined): string | undefined {
  const given =
    headers.get('idempotency-key') ?? (config.auth === 'hmac-github' ? headers.get('x-github-delivery') : null)
  if (given === null) return signature
  if (given.length < 1 || given.length > 255) {
    throw new HookError('BAD_IDEMPOTENCY_KEY', 'An Idempotency-Key has 1 to 255 characters.')
  }
  return createHash('sha256').update(given).digest('hex')
}
