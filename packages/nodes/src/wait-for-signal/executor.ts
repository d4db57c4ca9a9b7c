import { defineExecutor, type ExecutionResult, type INodeExecutor, UnrecoverableNodeError } from '@spane/node-sdk'
import type { z } from 'zod'
import { LONGEST_MS, UNIT_MS } from '../duration.ts'
import { createAllowList } from '../http/address-guard.ts'
import type { HttpOptions } from '../http/executor.ts'
import { systemResolve } from '../http/resolve-target.ts'
import { waitForSignalDescription } from './description.ts'
import { sendMessage } from './send-message.ts'

type Config = z.output<typeof waitForSignalDescription.config>

/** Waits for a signal, and tells somebody that it does. */
export function createWaitForSignalExecutor({ allow = [], resolve = systemResolve }: HttpOptions = {}): INodeExecutor {
  const target = { allow: createAllowList(allow), resolve }
  return defineExecutor(waitForSignalDescription, async (context): Promise<ExecutionResult> => {
    const { inputData, nodeConfig, resumed, signalled, log } = context
    const { name, limit, amount, unit } = nodeConfig
    if (!resumed || !signalled) {
      const timeoutMs = limit === 'none' ? undefined : durationOf(amount, unit, 'BAD_TIMEOUT')
      await sendMessage(context, target, 0)
      return {
        success: true,
        waitForSignal: { ...(timeoutMs !== undefined && { timeoutMs }), ...reminderAfter(nodeConfig, 0) },
      }
    }
    if ('reminder' in signalled) {
      // The wait goes on, whatever becomes of the reminder.
      await sendMessage(context, target, signalled.reminder).catch((error: unknown) => {
        log('warn', `The reminder could not be sent: ${error instanceof Error ? error.message : String(error)}`)
      })
      return { success: true, waitForSignal: reminderAfter(nodeConfig, signalled.reminder) }
    }
    if ('payload' in signalled) return { success: true, data: signalled.payload }
    if (limit === 'port') return { success: true, data: inputData, ports: ['timeout'] }
    const what = name ? `“${name}”` : 'The signal'
    throw new UnrecoverableNodeError(`${what} did not come within ${amount} ${unit}.`, { code: 'SIGNAL_TIMED_OUT' })
  })
}

function reminderAfter(config: Config, sent: number): { remindAfterMs?: number } {
  const { remind, notifyUrl, remindEvery, remindUnit, maxReminders } = config
  if (!remind || !notifyUrl || sent >= maxReminders) return {}
  return { remindAfterMs: durationOf(remindEvery, remindUnit, 'BAD_REMINDER') }
}

function durationOf(amount: number, unit: keyof typeof UNIT_MS, code: string): number {
  const ms = Math.round(amount * UNIT_MS[unit])
  if (ms <= LONGEST_MS) return ms
  throw new UnrecoverableNodeError('A signal can be waited for for 100 years at most.', { code })
}
