import { type ParseArgsConfig, parseArgs } from 'node:util'
import { CliError } from '../cli-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed<T extends Options> = ReturnType<typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>>

/** The options and the other arguments of a command; `names` says what the latter are, for when there are none. */
export function readOptions<T extends Options>(args: string[], options: T, names: string): Parsed<T> {
  try {
    const parsed = parseArgs({ args, options, allowPositionals: true })
    if (parsed.positionals.length > 0) return parsed
  } catch (cause) {
    throw new CliError((cause as Error).message, { cause })
  }
  throw new CliError(`Give ${names}.`)
}
