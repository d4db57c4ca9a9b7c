import { describe, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.ts'

describe('fingerprint', () => {
  const print = (message: string, code = 'HTTP_STATUS', nodeId = 'n') =>
    fingerprint({ workflowId: 'w', nodeId, code, message })

  it('groups failures that differ only in ids, numbers and quoted parts', () => {
    expect(print('Order 17 of "ann" is gone')).toBe(print('Order 4,711 of "bob" is gone'.replace(',', '')))
    expect(print('No 6f9619ff-8b86-d011-b42d-00cf4fc964ff')).toBe(print('No 11111111-2222-3333-4444-555555555555'))
  })

  it('keeps different failures apart', () => {
    expect(print('Not found')).not.toBe(print('Timed out'))
    expect(print('Not found')).not.toBe(print('Not found', 'OTHER'))
    expect(print('Not found')).not.toBe(print('Not found', 'HTTP_STATUS', 'm'))
  })
})
