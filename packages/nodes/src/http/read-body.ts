import { pipeline, type Readable, type Transform } from 'node:stream'
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib'
import { NodeError, UnrecoverableNodeError } from '@spane/node-sdk'

/** Most bytes of a response, before and after decompression. */
export const MAX_RESPONSE_BYTES = 16 * 1024 * 1024
/** Nobody compresses more often than this, except to do harm. */
const MAX_ENCODINGS = 3

/**
 * Reads a response body and decompresses it, stopping as soon as it is larger than allowed: a small body can unpack to any
 * size, and a slow one need not end.
 * @throws UnrecoverableNodeError `RESPONSE_TOO_LARGE`, `BAD_ENCODING`
 */
export async function readBody(body: Readable, encoding: string, maxBytes = MAX_RESPONSE_BYTES): Promise<Buffer> {
  const stages = decoders(encoding)
  const chunks: Buffer[] = []
  let size = 0
  const source = stages.length === 0 ? body : decode(body, stages)
  try {
    for await (const chunk of source) {
      size += (chunk as Buffer).length
      if (size > maxBytes) {
        const mib = Math.round(maxBytes / 1024 / 1024)
        throw new UnrecoverableNodeError(`The response is larger than ${mib} MiB.`, { code: 'RESPONSE_TOO_LARGE' })
      }
      chunks.push(chunk as Buffer)
    }
  } catch (cause) {
    body.destroy()
    if (cause instanceof NodeError || !isZlibError(cause)) throw cause
    throw new NodeError('The response cannot be decompressed.', { code: 'BAD_ENCODING', cause })
  }
  return Buffer.concat(chunks)
}

function decode(body: Readable, stages: Transform[]): Readable {
  const last = stages[stages.length - 1] as Transform
  // Errors of any stage destroy the last one, whose reader sees them.
  pipeline([body, ...stages], () => undefined)
  return last
}

function decoders(encoding: string): Transform[] {
  const names = encoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity')
  if (names.length > MAX_ENCODINGS) throw badEncoding(encoding)
  // Listed in the order in which they were applied: the last one comes off first.
  return names.reverse().map((name) => {
    if (name === 'gzip' || name === 'x-gzip') return createGunzip()
    if (name === 'deflate') return createInflate()
    if (name === 'br') return createBrotliDecompress()
    throw badEncoding(name)
  })
}

function badEncoding(encoding: string): UnrecoverableNodeError {
  return new UnrecoverableNodeError(
    `The response is compressed in a way that is not known here: ${encoding.slice(0, 60)}`,
    { code: 'BAD_ENCODING' },
  )
}

function isZlibError(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code
  return (
    typeof code === 'string' &&
    (code.startsWith('Z_') || code.startsWith('ERR__ERROR_FORMAT') || code.startsWith('ERR_BROTLI'))
  )
}
