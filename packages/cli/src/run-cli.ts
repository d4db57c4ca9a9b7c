import { createApiClient } from './api-client.ts'
import type { Command } from './cli-context.ts'
import { CliError } from './cli-error.ts'
import { exportWorkflow } from './commands/export.ts'
import { pull } from './commands/pull.ts'
import { push } from './commands/push.ts'
import { rerun } from './commands/rerun.ts'
import { run } from './commands/run.ts'
import { validate } from './commands/validate.ts'

const COMMANDS: Record<string, Command> = { push, pull, run, rerun, validate, export: exportWorkflow }

export const USAGE = `spane push <file …>                publishes workflows
spane pull <id …> [--ts] [--out <folder>]
                                   writes published workflows to files
spane run <id | file> [--input <json>] [--entry <node>] [--key <idempotency key>] [--timeout <s>] [--no-wait]
                                   starts one, waits for its end and prints it
spane rerun <execution> [--from <node>] [--to <node>] [--input <json>] [--latest] [--timeout <s>] [--no-wait]
                                   starts it again, the whole or from a node on
spane validate <file …>            checks files, without a server
spane export <id | file> [--out <file>]
                                   prints a workflow as TypeScript

A file is JSON, or a module whose default export is a workflow.
SPANE_URL (http://127.0.0.1:3000) and SPANE_API_KEY say where the server is.`

export interface CliOptions {
  env?: Record<string, string | undefined>
  directory?: string
  print?: (line: string) => void
  note?: (line: string) => void
  fetch?: (request: Request) => Promise<Response>
}

/** Runs a command line; returns the exit code: 0, 1 for what failed, 2 for what was not understood. */
export async function runCli(args: string[], options: CliOptions = {}): Promise<number> {
  const { env = process.env, directory = process.cwd() } = options
  const print = options.print ?? ((line: string) => void process.stdout.write(`${line}\n`))
  const note = options.note ?? ((line: string) => void process.stderr.write(`${line}\n`))
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help') {
    print(USAGE)
    return name === undefined ? 2 : 0
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  if (!command) {
    note(`There is no command ${JSON.stringify(name)}.\n\n${USAGE}`)
    return 2
  }
  try {
    const api = createApiClient({
      url: env.SPANE_URL || 'http://127.0.0.1:3000',
      apiKey: env.SPANE_API_KEY || undefined,
      ...(options.fetch && { fetch: options.fetch }),
    })
    return await command(rest, { api, directory, print, note })
  } catch (error) {
    if (!(error instanceof CliError)) throw error
    note(error.message)
    return 1
  }
}
