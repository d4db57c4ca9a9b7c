/** Why a database could not be brought to the schema of this code. */
export type MigrationErrorCode =
  | 'DATABASE_UNREACHABLE'
  | 'DATABASE_NEWER'
  | 'DATABASE_NOT_EMPTY'
  | 'MIGRATION_CHANGED'
  | 'MIGRATION_FAILED'

/** A migration problem with a sentence for the person who starts the product. */
export class MigrationError extends Error {
  override readonly name = 'MigrationError'
  readonly code: MigrationErrorCode

  constructor(code: MigrationErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.code = code
  }
}
