import { describe, expect, it } from 'vitest'
import { NodeLog } from './node-log.ts'

const open = (bounds?: ConstructorParameters<typeof NodeLog>[0]['bounds']) =>
  new NodeLog({ redact: (text) => text.replaceAll('s3cret', '•••'), ...(bounds && { bounds }) })

describe('NodeLog', () => {
  it('numbers lines and tells fields as JSON, without secrets', () => {
    const log = open()
    log.write('info', 'the s3cret', { token: 's3cret', big: 1n })
    log.write('warn', { toString: () => 'told' })
    expect(log.end()).toMatchObject([
      { line: 1, level: 'info', message: 'the •••', fields: '{"token":"•••","big":"1"}' },
      { line: 2, level: 'warn', message: 'told', fields: null },
    ])
  })

  it('keeps a bounded number of lines and says how many it dropped', () => {
    const log = open({ lines: 3, characters: 1_000 })
    for (let index = 0; index < 5_000; index++) log.write('info', `line ${index}`)
    expect(log.end().map(({ message }) => message)).toEqual([
      'line 0',
      'line 1',
      'line 2',
      'The log of this start is full: what follows is not kept',
      '4,997 more lines were not kept',
    ])
    log.write('info', 'after the end')
    expect(log.end()).toEqual([])
  })

  it('keeps a bounded number of characters, of long messages the beginning', () => {
    const log = open({ lines: 1_000, characters: 10_000 })
    for (let index = 0; index < 100; index++) log.write('info', 'x'.repeat(1_000_000))
    const lines = log.end()
    expect(lines.length).toBeLessThan(6)
    expect(lines[0]?.message).toMatch(/^x{4000}… \(1,000,000 characters\)$/)
  })

  it('lets no part of a secret through where it cuts', () => {
    const log = open()
    log.write('info', `${'x'.repeat(3_997)}s3cret and more`)
    log.write('info', 's3cret'.repeat(20_000))
    for (const { message } of log.end()) expect(message).not.toMatch(/s3/)
  })

  it('says so when fields cannot be kept, and keeps the message', () => {
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    const log = open()
    log.write('info', 'cyclic', cyclic)
    log.write('info', 'large', { text: 'x'.repeat(5_000) })
    expect(log.end()).toMatchObject([
      { message: 'cyclic (fields that are no JSON were not kept)', fields: null },
      { message: 'large (fields of 5,011 characters were not kept)', fields: null },
    ])
  })

  it('takes a level that there is none of for info', () => {
    const log = open()
    log.write('fatal' as 'error', 'over')
    expect(log.end()).toMatchObject([{ level: 'info', message: 'over' }])
  })

  it('holds text that every store can keep', () => {
    const log = open()
    log.write('info', 'a\u0000b\ud800c')
    expect(log.end()[0]?.message).toBe('a\ufffdb\ufffdc')
  })
})
