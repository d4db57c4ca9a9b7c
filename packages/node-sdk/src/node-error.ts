/** Options of the errors that nodes throw. */
export interface NodeErrorOptions {
  /** Stable, upper case, e.g. `HTTP_STATUS`. */
  code?: string
  /** More for a person, shown beside the message. JSON. */
  details?: unknown
  cause?: unknown
}

/** A failure with a code of its own. It is retried like any other (rule 5.2). */
export class NodeError extends Error {
  readonly code: string
  readonly details: unknown
  constructor(message: string, options: NodeErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'NodeError'
    this.code = options.code ?? 'NODE_FAILED'
    this.details = options.details
  }
}

/** A failure that no further attempt can mend: it is not retried (rule 5.2). */
export class UnrecoverableNodeError extends NodeError {
  constructor(message: string, options: NodeErrorOptions = {}) {
    super(message, options)
    this.name = 'UnrecoverableNodeError'
  }
}

/** A child execution did not complete. Its own dead letter is the only one, and retrying that lets this node go on (rule 6.4). */
export class ChildFailedNodeError extends UnrecoverableNodeError {
  constructor(message: string, options: NodeErrorOptions = {}) {
    super(message, { code: 'CHILD_FAILED', ...options })
    this.name = 'ChildFailedNodeError'
  }
}

/** An outside limit was hit: tried again after `retryAfter` ms, and no attempt is spent (rule 5.2). */
export class RateLimitNodeError extends NodeError {
  readonly retryAfter: number
  constructor(message: string, retryAfter: number, options: NodeErrorOptions = {}) {
    super(message, { code: 'RATE_LIMITED', ...options })
    this.name = 'RateLimitNodeError'
    this.retryAfter = retryAfter
  }
}
