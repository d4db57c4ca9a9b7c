/**
 * How long the relay leaves a dispatch to the process that committed it. Past that the process is taken for dead, and
 * any relay queues it (rule 9.2).
 */
export const DISPATCH_GRACE_MS = 2_000
