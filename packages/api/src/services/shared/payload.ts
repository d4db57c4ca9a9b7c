import type { Payload } from '../../contract.ts'

/** Most bytes of a payload that are shown. */
export const MAX_SHOWN_BYTES = 256 * 1024

/** Cuts JSON text for display, never inside a character. */
export function toPayload(text: string, maxBytes: number = MAX_SHOWN_BYTES): Payload {
  const bytes = Buffer.byteLength(text)
  if (bytes <= maxBytes) return { text, bytes, truncated: false }
  const buffer = Buffer.from(text.slice(0, maxBytes))
  let end = Math.min(buffer.length, maxBytes)
  // 10xxxxxx continues a character that began before the cut.
  while (end > 0 && ((buffer[end] ?? 0) & 0xc0) === 0x80) end--
  return { text: buffer.toString('utf8', 0, end), bytes, truncated: true }
}
