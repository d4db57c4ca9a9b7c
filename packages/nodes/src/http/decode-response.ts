import { parseJsonText } from '@spane/workflow'

/** A body that is no text. */
export interface BinaryBody {
  base64: string
  contentType: string
  bytes: number
}

const TEXT_TYPE =
  /^(?:text\/|application\/(?:xml|javascript|ecmascript|x-www-form-urlencoded|graphql|x-ndjson|yaml|x-yaml|toml)\b|[^;]*\+xml\b|image\/svg)/
const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json\b/

/**
 * What a response's bytes mean, by its content type: JSON its value, text a string, anything else base64. No body is null. Text
 * that claims to be JSON and is not stays text; `warn` is told.
 */
export function decodeResponse(bytes: Buffer, contentType: string, warn: (message: string) => void): unknown {
  if (bytes.length === 0) return null
  const type = contentType.trim().toLowerCase()
  if (JSON_TYPE.test(type)) {
    const text = decodeText(bytes, type)
    try {
      return parseJsonText(text)
    } catch (error) {
      warn(`The response says that it is JSON, but cannot be read as such. ${(error as Error).message}`)
      return text
    }
  }
  if (TEXT_TYPE.test(type)) return decodeText(bytes, type)
  if (type === '') {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    } catch {
      // No type and no UTF-8: bytes.
    }
  }
  return { base64: bytes.toString('base64'), contentType, bytes: bytes.length } satisfies BinaryBody
}

function decodeText(bytes: Buffer, type: string): string {
  const charset = /charset="?([^\s;"]+)/.exec(type)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    return new TextDecoder().decode(bytes)
  }
}
