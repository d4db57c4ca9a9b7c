import { expect, it } from 'vitest'
import { formatEvidence, formatLogLine } from './format-log-line.mjs'

it('shows warnings and errors in one line and leaves routine to the log files', () => {
  expect(formatLogLine('web', '{"level":30,"msg":"request"}')).toBeUndefined()
  expect(formatLogLine('web', '{"level":40,"msg":"slow"}')).toBe('  web  warning: slow')
  expect(formatLogLine('web', '{"level":50,"msg":"lost","err":{"message":"ECONNRESET"}}')).toBe(
    '  web  error: lost: ECONNRESET',
  )
})

it('shows other errors as they are', () => {
  expect(formatLogLine('worker', 'Segmentation fault', true)).toBe('  worker  Segmentation fault')
  expect(formatLogLine('worker', '{ not json', true)).toBe('  worker  { not json')
  expect(formatLogLine('worker', '✓ compiled', false)).toBeUndefined()
  expect(formatLogLine('worker', '', true)).toBeUndefined()
})

it('gives the stack of an error as evidence', () => {
  expect(formatEvidence('{"level":60,"msg":"fatal","err":{"stack":"Error: x\\n  at y"}}')).toBe(
    'fatal\nError: x\n  at y',
  )
})
