import { parseTemplate } from '@spane/workflow'
import type { Failure } from './thread-protocol.ts'

/** How the guest wraps an expression: its first line is the fourth of the function that QuickJS compiles. */
const FIRST_LINE = 4

/**
 * Where in a field's text an expression failed: from the place that QuickJS names to the end of the word there, or the
 * whole expression when it names none.
 */
export function findErrorRange(template: string, failure: Failure): { from: number; to: number } | undefined {
  const part = failure.part === undefined ? undefined : parseTemplate(template)[failure.part]
  if (part?.kind !== 'expression') return undefined
  const { source, start } = part
  const whole = { from: start + source.length - source.trimStart().length, to: start + source.trimEnd().length }
  const place = /<input>:(\d+):(\d+)/.exec(failure.stack ?? '')
  if (!place) return whole
  const lines = source.split('\n')
  const line = Number(place[1]) - FIRST_LINE
  if (line < 0) return whole
  // What is missing is missed behind the end: the last character is marked.
  if (line >= lines.length) return { from: Math.max(whole.from, whole.to - 1), to: whole.to }
  const before = lines.slice(0, line).reduce((length, text) => length + text.length + 1, 0)
  const offset = Math.min(before + Number(place[2]) - 1, Math.max(0, source.length - 1))
  // A property is missed at its dot: the name behind it is marked.
  const [, dot = '', word = ''] = /^(\??\.\s*)?([\w$]+)?/.exec(source.slice(offset)) ?? []
  const from = start + offset + (word === '' ? 0 : dot.length)
  return { from, to: from + Math.max(1, word.length) }
}
