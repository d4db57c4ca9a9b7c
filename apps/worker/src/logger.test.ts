import { expect, it } from 'vitest'
import { createLogger } from './logger.ts'

it('writes ids and what went wrong, and no data that an error carries', () => {
  const lines: string[] = []
  const logger = createLogger('info', { write: (line) => lines.push(line) })
  const error = Object.assign(new Error('connection lost'), { code: '57P01', detail: 'Key (input)=(payload)' })
  logger.error({ err: error, executionId: 'e1', nodeId: 'n1' }, 'it broke')
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    msg: 'it broke',
    process: 'worker',
    executionId: 'e1',
    nodeId: 'n1',
    err: { type: 'Error', message: 'connection lost', code: '57P01' },
  })
  expect(lines.join()).not.toContain('payload')
})
