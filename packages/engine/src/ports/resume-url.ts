/** A wait for a signal: what a link that ends it is bound to. */
export interface ResumeTarget {
  executionId: string
  nodeId: string
  /** The start that began the wait. */
  start: number
}

/** The address at which the signal for a wait is taken; whoever knows it may send the signal, once. */
export type ResumeUrl = (target: ResumeTarget) => string
