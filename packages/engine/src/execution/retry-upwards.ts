import type { Command, Outcome } from './command.ts'
import type { ExecutionRow } from './state.ts'
import { isTerminal } from './state.ts'

/**
 * The steps of retrying a dead letter of a child execution: the letter itself, and then every execution above that had
 * ended because of it (rule 6.4). A store decides each step that is yielded, hands back its outcome, and writes all
 * patches in one transaction; what is returned is the answer, and a refusal means that nothing is written.
 *
 * @param chain the execution of the letter and those above it, its parent next, as they were loaded
 */
export function* retryUpwards(
  chain: readonly ExecutionRow[],
  retry: Extract<Command, { type: 'retryDeadLetter' }>,
): Generator<{ executionId: string; command: Command }, Outcome, Outcome> {
  const [child, ...above] = chain as [ExecutionRow, ...ExecutionRow[]]
  const answer = yield { executionId: child.id, command: retry }
  if (!answer.ok) return answer
  let below = child
  for (const execution of above) {
    // What had not ended has told its parent nothing.
    if (!isTerminal(below.status) || !below.parent) break
    const { nodeId } = below.parent
    const command: Command = { type: 'reopenForChild', nodeId, counted: below.parentNotified }
    const outcome = yield { executionId: execution.id, command }
    // The parent is collecting its children at this moment: it must not take this one for ended.
    if (!outcome.ok && outcome.code === 'NODE_NOT_READY') return outcome
    if (!outcome.ok) break
    below = execution
  }
  return answer
}
