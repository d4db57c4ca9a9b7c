import { parseJsonText } from '@spane/workflow'
import { CliError } from '../cli-error.ts'

export function readInput(text: string): unknown {
  try {
    return parseJsonText(text)
  } catch (cause) {
    throw new CliError(`--input is no JSON: ${(cause as Error).message}`, { cause })
  }
}

/** In milliseconds. */
export function readSeconds(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text) * 1_000
  throw new CliError('--timeout is a number of seconds.')
}
