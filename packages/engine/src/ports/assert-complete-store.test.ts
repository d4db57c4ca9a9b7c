import { describe, expect, it } from 'vitest'
import { InMemoryExecutionStore } from '../memory/in-memory-execution-store.ts'
import { assertCompleteStore } from './assert-complete-store.ts'

describe('assertCompleteStore', () => {
  it('takes a complete store and names what another one lacks (11.2)', () => {
    expect(() => assertCompleteStore(new InMemoryExecutionStore())).not.toThrow()
    const lacking = Object.assign(new InMemoryExecutionStore(), { apply: undefined, readEvents: 'no' })
    expect(() => assertCompleteStore(lacking as never)).toThrow('The state store lacks apply, readEvents')
  })
})
