export type SandboxErrorCode =
  /** An expression threw, does not parse, or made something that is no JSON. */
  | 'EXPRESSION_FAILED'
  /** The code threw, does not parse, or returned something that is no JSON. */
  | 'CODE_FAILED'
  | 'TIMEOUT'
  | 'MEMORY'
  | 'CANCELLED'
  /** The sandbox itself broke. */
  | 'SANDBOX_FAILED'

export interface SandboxErrorOptions {
  /** Where the expression stands in the config: `rows[0].value`. */
  path?: string
  /** The text between the braces. */
  expression?: string
  /** The message alone, without where it happened. */
  reason?: string
  /** Where in the text of the field the mistake is, as far as that is known. */
  range?: { from: number; to: number }
  /** Line of the code, from 1. */
  line?: number
  /** The stack inside the sandbox. */
  guestStack?: string
  cause?: unknown
}

/** Why sandboxed code has no result. */
export class SandboxError extends Error {
  readonly code: SandboxErrorCode
  readonly path: string | undefined
  readonly expression: string | undefined
  readonly reason: string | undefined
  readonly range: { from: number; to: number } | undefined
  readonly line: number | undefined
  readonly guestStack: string | undefined
  constructor(code: SandboxErrorCode, message: string, options: SandboxErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'SandboxError'
    this.code = code
    this.path = options.path
    this.expression = options.expression
    this.reason = options.reason
    this.range = options.range
    this.line = options.line
    this.guestStack = options.guestStack
  }
}
