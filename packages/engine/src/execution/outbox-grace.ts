/**
 * How long the relay leaves a dispatch to the process that committed it. Past that the process is taken for dead, and
 * any relay queues it (rule 9.2).
 */
export const DISPATCH_GRACE_MS = 2_000

/** A node that is ready for so long, with an empty queue, has lost its wake-up (rule 9.3). */
export const STALE_READY_MS = 5_000
