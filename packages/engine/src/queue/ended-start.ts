import type { ClaimedNode, Command } from '../execution/command.ts'
import type { CountedOutcome, EndedStart } from '../ports/metrics.ts'

/** What is counted of a start: `command` records it, and is absent when nobody waits for its result any more. */
export function describeEndedStart(
  { node }: ClaimedNode,
  nodeType: string,
  command: Command | undefined,
  runMs: number,
): EndedStart {
  const { readyAt, startedAt, attempt } = node
  const queuedMs = readyAt !== null && startedAt !== null ? Math.max(0, startedAt - readyAt) : undefined
  return { nodeType, outcome: outcomeOf(command), attempt, runMs, ...(queuedMs !== undefined && { queuedMs }) }
}

function outcomeOf(command: Command | undefined): CountedOutcome {
  switch (command?.type) {
    case 'complete':
      return 'completed'
    case 'fail':
      return command.retryAfter === undefined ? command.outcome : 'limited'
    case 'limit':
      return 'limited'
    case 'wait':
    case 'waitForChildren':
    case 'waitForSignal':
      return 'waiting'
    case 'release':
      return 'released'
    default:
      return 'aborted'
  }
}
