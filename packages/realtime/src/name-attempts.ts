/**
 * What to call each attempt, given in their order. Attempts count from 1 again after a retry of the dead letter, so those of a
 * retry are named with it; a start that was lost with its worker spends no attempt and keeps the number.
 */
export function nameAttempts(attempts: readonly { attempt: number; outcome: string }[]): string[] {
  let retries = 0
  return attempts.map((attempt, index) => {
    const before = attempts[index - 1]
    const spent = before && (before.outcome === 'failed' || before.outcome === 'timeout')
    if (spent && attempt.attempt <= before.attempt) retries++
    return retries === 0 ? `Attempt ${attempt.attempt}` : `Retry ${retries}, attempt ${attempt.attempt}`
  })
}
