import { JsonValueError, parseJsonText } from '@spane/workflow'
import { EngineError } from '../engine-error.ts'

/**
 * The JSON of a request's body; undefined for an empty one. Counts the bytes as they come, so a chunked body cannot
 * grow past the limit either.
 * @throws EngineError UNSUPPORTED_MEDIA_TYPE, PAYLOAD_TOO_LARGE or BAD_REQUEST
 */
export async function readJsonBody(request: Request, maxBytes: number): Promise<unknown> {
  const text = await readText(request, maxBytes)
  if (text.trim() === '') return undefined
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (type !== 'application/json' && !type.endsWith('+json')) {
    throw new EngineError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json')
  }
  try {
    return parseJsonText(text, { maxBytes })
  } catch (error) {
    const reason = error instanceof JsonValueError ? error.message : 'it does not parse'
    throw new EngineError('BAD_REQUEST', `The body is not valid JSON: ${reason}`, { field: 'body', cause: error })
  }
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const tooLarge = () =>
    new EngineError('PAYLOAD_TOO_LARGE', `The body may have at most ${maxBytes} bytes`, { field: 'body' })
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw tooLarge()
  if (!request.body) return ''
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) throw tooLarge()
    chunks.push(chunk)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch (error) {
    throw new EngineError('BAD_REQUEST', 'The body is not valid UTF-8', { field: 'body', cause: error })
  }
}
