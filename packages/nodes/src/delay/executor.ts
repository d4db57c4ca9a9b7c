import { defineExecutor, UnrecoverableNodeError } from '@spane/node-sdk'
import type { z } from 'zod'
import { LONGEST_MS, UNIT_MS } from '../duration.ts'
import { delayDescription } from './description.ts'

export const delayExecutor = defineExecutor(delayDescription, ({ inputData, nodeConfig, resumed }) => {
  const done = { success: true, data: inputData }
  if (resumed) return done
  const now = Date.now()
  const waitUntil = wakeTime(nodeConfig, now)
  if (waitUntil - now > LONGEST_MS) {
    throw new UnrecoverableNodeError('A delay can last 100 years at most.', { code: 'BAD_DELAY' })
  }
  return waitUntil <= now ? done : { success: true, waitUntil }
})

function wakeTime(config: z.output<typeof delayDescription.config>, now: number): number {
  if (config.mode === 'for') return now + Math.round(config.amount * UNIT_MS[config.unit])
  const time = Date.parse(config.until ?? '')
  if (!Number.isNaN(time)) return time
  const given =
    config.until === undefined || config.until === '' ? 'No time is given' : `"${config.until.slice(0, 60)}" is no time`
  throw new UnrecoverableNodeError(`${given}: give a date and time like 2030-01-31T09:00:00Z.`, { code: 'BAD_DELAY' })
}
