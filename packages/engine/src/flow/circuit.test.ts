import { expect, it } from 'vitest'
import { askCircuit, CLOSED, circuitPhase, reportCircuit } from './circuit.ts'

const policy = { failures: 2, cooldown: 1_000 }
const fail = (state: typeof CLOSED, now: number) =>
  reportCircuit(state, { ...policy, role: 'plain', outcome: 'failed', now })

it('opens after so many failures in a row, and not when one of them succeeds', () => {
  const once = fail(CLOSED, 0)
  expect(circuitPhase(once, 0)).toBe('closed')
  expect(askCircuit(once, { ...policy, probeMs: 1, now: 0 }).answer).toEqual({ role: 'watch' })
  expect(reportCircuit(once, { ...policy, role: 'watch', outcome: 'ok', now: 0 })).toEqual(CLOSED)
  const open = fail(once, 10)
  expect(circuitPhase(open, 10)).toBe('open')
  expect(askCircuit(open, { ...policy, probeMs: 1, now: 10 }).answer).toEqual({ wait: 1_000 })
})

it('lets one try after the cooldown, and has others wait for it', () => {
  const open = fail(fail(CLOSED, 0), 0)
  const probing = askCircuit(open, { ...policy, probeMs: 300, now: 1_000 })
  expect(probing.answer).toEqual({ role: 'probe' })
  expect(askCircuit(probing.state, { ...policy, probeMs: 300, now: 1_100 }).answer).toEqual({ wait: 200 })
  const ended = (outcome: 'ok' | 'failed' | 'unknown') =>
    reportCircuit(probing.state, { ...policy, role: 'probe', outcome, now: 1_200 })
  expect(circuitPhase(ended('ok'), 1_200)).toBe('closed')
  expect(circuitPhase(ended('failed'), 1_200)).toBe('open')
  // The one that tried was cancelled: another may try at once.
  expect(askCircuit(ended('unknown'), { ...policy, probeMs: 300, now: 1_201 }).answer).toEqual({ role: 'probe' })
  // Its worker died: another may try when it must be done.
  expect(askCircuit(probing.state, { ...policy, probeMs: 300, now: 1_300 }).answer).toEqual({ role: 'probe' })
})

it('does not let what began before it opened decide', () => {
  const open = fail(fail(CLOSED, 0), 0)
  for (const outcome of ['ok', 'failed'] as const)
    expect(reportCircuit(open, { ...policy, role: 'plain', outcome, now: 500 })).toEqual(open)
})
