import type { DeadLetterBatch } from '@spane/api'
import type { Tone } from '@spane/ui'
import { countLetters } from './describe-counts.ts'

const DOING = { retry: 'Retrying', discard: 'Discarding', restore: 'Restoring' } as const
const DONE = { retry: 'Retried', discard: 'Discarded', restore: 'Restored' } as const

const number = (count: number) => count.toLocaleString('en')

/** A batch in a line: what it does, and how it stands. */
export function describeBatch(batch: DeadLetterBatch): { title: string; state: string; tone: Tone } {
  const { action, status, counts, total, canary } = batch
  const { waiting, acting, done, failed, refused } = counts
  const letters = countLetters(total)
  const on = action === 'retry' && batch.version === 'latest' ? ' on the latest version' : ''
  const outcome = [
    action === 'retry' && `${number(done)} resolved`,
    failed > 0 && `${number(failed)} failed again`,
    refused > 0 && `${number(refused)} left out`,
  ].filter(Boolean)
  switch (status) {
    case 'collecting':
      return { title: `${DOING[action]} letters${on}`, state: `${number(total)} found so far`, tone: 'running' }
    case 'canary': {
      const state = `Trying the first ${number(Math.min(canary ?? 0, total))}: ${number(done)} resolved so far`
      return { title: `${DOING[action]} ${letters}${on}`, state, tone: 'running' }
    }
    case 'running':
      return {
        title: `${DOING[action]} ${letters}${on}`,
        state: [
          `${number(done + failed + refused)} of ${number(total)}`,
          ...outcome.slice(action === 'retry' ? 1 : 0),
        ].join(' · '),
        tone: 'running',
      }
    case 'stopped':
      return {
        title: 'The retry stopped',
        state: `${number(failed)} of ${number(failed + done)} failed again; ${number(waiting)} untouched`,
        tone: 'retrying',
      }
    case 'completed':
      return {
        title: `${DONE[action]} ${letters}${on}`,
        state: outcome.join(' · ') || 'All done',
        tone: failed > 0 ? 'failed' : 'completed',
      }
    case 'cancelled':
      return {
        title: acting > 0 ? 'Stopping the batch' : 'The batch was stopped',
        state: [...outcome, `${number(waiting)} untouched`].join(' · '),
        tone: 'cancelled',
      }
  }
}
