import { describe, expect, it } from 'vitest'
import { checkHealth } from './health.ts'

const fine = async () => 'pong'

describe('checkHealth', () => {
  it('is ok when both answer', async () => {
    expect(await checkHealth({ database: fine, queue: fine })).toEqual({ status: 'ok', database: 'ok', queue: 'ok' })
  })
  it('names the one that fails', async () => {
    const broken = () => Promise.reject(new Error('refused'))
    expect(await checkHealth({ database: fine, queue: broken })).toMatchObject({
      status: 'unavailable',
      database: 'ok',
      queue: 'unavailable',
    })
  })
  it('does not wait for one that never answers', async () => {
    const silent = () => new Promise(() => undefined)
    expect(await checkHealth({ database: silent, queue: fine }, 10)).toMatchObject({ database: 'unavailable' })
  })
})
