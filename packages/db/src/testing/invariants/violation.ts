/** The promises that hold after every fault, by the number that the documentation gives them. */
export const INVARIANTS = {
  I1: 'an acknowledged start reaches exactly one terminal state',
  I2: 'at most one accepted completion a node run',
  I3: 'a node starts only after its incoming edges are decided',
  I4: 'every live reachable node ran, and no dead one did',
  I5: 'terminal states change only by an explicit retry',
  I6: 'no superseded token was accepted',
  I7: 'the counters equal the rows that they count',
  I8: 'the outbox is empty at rest',
  I9: 'no claim later than a second after a cancel',
  I10: 'outputs equal those of a run without a fault',
  I11: 'event sequences have no gap and replay to the stored state',
} as const

export type Invariant = keyof typeof INVARIANTS

/** One row or event that breaks a promise. */
export interface Violation {
  invariant: Invariant
  message: string
  executionId?: string
  nodeId?: string
}
