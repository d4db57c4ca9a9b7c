/** Why the embedded server could not be started. */
export type EmbeddedPostgresErrorCode =
  | 'UNSUPPORTED_PLATFORM'
  | 'DATA_DIR_IN_USE'
  | 'DATA_DIR_UNREACHABLE'
  | 'DATA_DIR_INCOMPATIBLE'
  | 'NO_UNPRIVILEGED_USER'
  | 'SERVER_FAILED'

/** A problem of the embedded server with a sentence for the person who starts the product. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError'
  readonly code: EmbeddedPostgresErrorCode

  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
