import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeChanges, encodeChanges } from './message.ts'

describe('change messages', () => {
  it('come back as they were sent, in messages that fit into a notification', () => {
    const changes = Array.from({ length: 500 }, (_, seq) => ({
      executionId: randomUUID(),
      workspaceId: 'wörkspace',
      seq: seq + 1,
      cancelled: seq % 7 === 0,
      ...(seq % 3 === 0 && { ended: 'failed' as const }),
      ...(seq % 5 === 0 && { logged: true }),
    }))
    const messages = encodeChanges(changes)
    expect(messages.length).toBeGreaterThan(1)
    for (const message of messages) expect(Buffer.byteLength(message)).toBeLessThan(8_000)
    expect(messages.flatMap(decodeChanges)).toEqual(changes)
  })

  it('are ignored when they are not ours', () => {
    expect(decodeChanges('hello')).toEqual([])
    expect(decodeChanges('[{"executionId":1}]')).toEqual([])
  })
})
