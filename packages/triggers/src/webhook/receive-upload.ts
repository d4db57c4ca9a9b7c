import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { Busboy, type BusboyInstance } from '@fastify/busboy'
import { deleteStoredFiles, writeStoredFile } from '@spane/db'
import type { Pool } from '../trigger-context.ts'
import { HookError } from './hook-error.ts'
import { toRecord } from './read-body.ts'

export interface UploadLimits {
  /** Of the whole request. */
  requestBytes: number
  fileBytes: number
  files: number
  fields: number
  fieldBytes: number
}

export const UPLOAD_LIMITS: UploadLimits = {
  requestBytes: 64 * 1024 * 1024,
  fileBytes: 32 * 1024 * 1024,
  files: 20,
  fields: 200,
  fieldBytes: 1024 * 1024,
}

export interface UploadOptions {
  pool: Pool
  workspaceId: string
  limits: UploadLimits
  /** Sees every byte as it comes. */
  onBytes: (bytes: Uint8Array) => void
}

/** A file as a workflow sees it; `payload` names its content. */
export interface UploadedFile {
  name: string
  type: string
  size: number
  payload: string
}

export interface Upload {
  /** Fields and files by name; a name that is repeated gives a list. */
  body: Record<string, unknown>
  fileIds: string[]
}

export function isMultipart(contentType: string | null): boolean {
  return /^multipart\/form-data\s*(;|$)/i.test(contentType ?? '')
}

/**
 * Reads a form with files. The content of the files goes to the database as it comes: no more than a piece of it is ever held. What
 * does not come to its end leaves no file behind.
 * @throws HookError BAD_MULTIPART, PAYLOAD_TOO_LARGE, FILE_TOO_LARGE, FIELD_TOO_LARGE, TOO_MANY_PARTS
 */
export async function receiveUpload(request: Request, options: UploadOptions): Promise<Upload> {
  const { pool, workspaceId, limits } = options
  const tooLarge = new HookError('PAYLOAD_TOO_LARGE', `The body is larger than ${limits.requestBytes} bytes.`)
  if (Number(request.headers.get('content-length') ?? 0) > limits.requestBytes) throw tooLarge
  const parser = createParser(request.headers.get('content-type') ?? '', limits)
  const parts: [string, unknown][] = []
  const fileIds: string[] = []
  const writes: Promise<void>[] = []
  const streams: Readable[] = []
  const over = new AbortController()
  let fail: (error: unknown) => void = () => undefined
  const failure = new Promise<never>((_, reject) => {
    fail = reject
  })
  failure.catch(() => undefined)

  const store = async (field: string, stream: Readable, name: string, type: string, place: number) => {
    const limited = limitOf(stream, limits.fileBytes, () => {
      const message = `The file of the field “${field}” is larger than ${limits.fileBytes} bytes.`
      const error = new HookError('FILE_TOO_LARGE', message)
      // Before the parser complains that nobody reads on.
      fail(error)
      return error
    })
    const file = await writeStoredFile(pool, { workspaceId, name, type }, limited)
    fileIds.push(file.id)
    parts[place] = [field, { name: file.name, type: file.type, size: file.bytes, payload: file.id }]
  }
  parser.on('file', (field, stream, name, _encoding, type) => {
    // At once: the parser tells of a body that was cut off before anybody reads the file.
    stream.on('error', (error) => {
      fail(badMultipart(error))
      stream.destroy()
    })
    streams.push(stream)
    const place = parts.push([field, null]) - 1
    const write = store(field, stream, name ?? '', type ?? 'application/octet-stream', place)
    writes.push(write)
    write.catch((error: unknown) => {
      stream.resume()
      fail(error)
    })
  })
  parser.on('field', (field, value, nameCut, valueCut) => {
    if (nameCut || valueCut) {
      fail(new HookError('FIELD_TOO_LARGE', `A field is larger than ${limits.fieldBytes} bytes.`))
    }
    parts.push([field, value])
  })
  for (const [event, what] of [
    ['filesLimit', `${limits.files} files`],
    ['fieldsLimit', `${limits.fields} fields`],
  ] as const) {
    parser.on(event, () => fail(new HookError('TOO_MANY_PARTS', `There are more than ${what}.`)))
  }

  const feed = async () => {
    let bytes = 0
    for await (const chunk of request.body ?? []) {
      bytes += chunk.byteLength
      if (bytes > limits.requestBytes) throw tooLarge
      options.onBytes(chunk)
      if (!parser.write(Buffer.from(chunk))) await once(parser, 'drain', { signal: over.signal })
    }
    parser.end()
  }
  try {
    const parsed = finished(parser).catch((error: unknown) => {
      throw badMultipart(error)
    })
    parsed.catch(() => undefined)
    await Promise.race([failure, Promise.all([feed(), parsed])])
    await Promise.race([failure, Promise.all(writes)])
    return { body: toRecord(parts), fileIds }
  } catch (error) {
    over.abort()
    parser.destroy()
    for (const stream of streams) stream.destroy()
    await Promise.allSettled(writes)
    if (fileIds.length > 0) await deleteStoredFiles(pool, fileIds)
    throw error
  }
}

function createParser(contentType: string, { fileBytes, files, fields, fieldBytes }: UploadLimits): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType },
      // One more than is allowed, so that a file of just this size is told from a larger one.
      limits: { fileSize: fileBytes + 1, files, fields, fieldSize: fieldBytes, headerPairs: 100 },
    })
  } catch (cause) {
    throw badMultipart(cause)
  }
}

async function* limitOf(stream: Readable, maxBytes: number, refuse: () => HookError): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw refuse()
    yield chunk
  }
}

function badMultipart(cause: unknown): HookError {
  const reason = cause instanceof Error ? `: ${cause.message}` : ''
  return new HookError('BAD_MULTIPART', `The body is no form with files that can be read${reason}.`)
}
