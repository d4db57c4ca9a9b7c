import { defineExecutor, UnrecoverableNodeError } from '@spane/node-sdk'
import { LONGEST_MS, UNIT_MS } from '../duration.ts'
import { waitForSignalDescription } from './description.ts'

export const waitForSignalExecutor = defineExecutor(
  waitForSignalDescription,
  ({ inputData, nodeConfig, resumed, signalled }) => {
    const { name, limit, amount, unit } = nodeConfig
    if (!resumed || !signalled) {
      if (limit === 'none') return { success: true, waitForSignal: {} }
      const timeoutMs = Math.round(amount * UNIT_MS[unit])
      if (timeoutMs > LONGEST_MS) {
        throw new UnrecoverableNodeError('A signal can be waited for for 100 years at most.', { code: 'BAD_TIMEOUT' })
      }
      return { success: true, waitForSignal: { timeoutMs } }
    }
    if ('payload' in signalled) return { success: true, data: signalled.payload }
    if (limit === 'port') return { success: true, data: inputData, ports: ['timeout'] }
    const what = name ? `“${name}”` : 'The signal'
    throw new UnrecoverableNodeError(`${what} did not come within ${amount} ${unit}.`, { code: 'SIGNAL_TIMED_OUT' })
  },
)
