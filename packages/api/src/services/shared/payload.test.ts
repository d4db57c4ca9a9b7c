import { describe, expect, it } from 'vitest'
import { MAX_SHOWN_BYTES, toPayload } from './payload.ts'

describe('toPayload', () => {
  it('shows what is small as it is', () => {
    expect(toPayload('{"a":"ä"}')).toEqual({ text: '{"a":"ä"}', bytes: 10, truncated: false })
  })
  it.each(['a', 'ä', '€', '😀'])('cuts text of %s between characters', (character) => {
    for (const lead of ['', 'x', 'xy', 'xyz']) {
      const text = lead + character.repeat(MAX_SHOWN_BYTES + 10)
      const payload = toPayload(text)
      expect(payload.truncated).toBe(true)
      expect(payload.bytes).toBe(Buffer.byteLength(text))
      expect(Buffer.byteLength(payload.text)).toBeLessThanOrEqual(MAX_SHOWN_BYTES)
      expect(Buffer.byteLength(payload.text)).toBeGreaterThan(MAX_SHOWN_BYTES - 4)
      expect(text.startsWith(payload.text)).toBe(true)
    }
  })
})
