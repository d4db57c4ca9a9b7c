import type { ApiClient } from './api-client.ts'

/** What commands may use of the world. */
export interface CliContext {
  api: ApiClient
  /** Paths are relative to it. */
  directory: string
  /** Writes a line of the result. */
  print: (line: string) => void
  /** Writes a line of what goes on beside it. */
  note: (line: string) => void
}

/** A command: returns the exit code. */
export type Command = (args: string[], context: CliContext) => Promise<number>
