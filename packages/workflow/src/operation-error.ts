export type OperationErrorCode =
  | 'NODE_NOT_FOUND'
  | 'NODE_EXISTS'
  | 'NODE_HAS_EDGES'
  | 'EDGE_NOT_FOUND'
  | 'EDGE_EXISTS'
  | 'DUPLICATE_EDGE'
  | 'NOTE_NOT_FOUND'
  | 'NOTE_EXISTS'
  | 'GROUP_NOT_FOUND'
  | 'GROUP_EXISTS'

/** An operation that does not apply to the workflow as it stands. None of its batch has been applied. */
export class OperationError extends Error {
  readonly code: OperationErrorCode
  /** Index of the operation in its batch. */
  readonly index: number
  constructor(code: OperationErrorCode, index: number, message: string) {
    super(message)
    this.name = 'OperationError'
    this.code = code
    this.index = index
  }
}
