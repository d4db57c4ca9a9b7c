import type { ExecutionView, NodeRunView } from '@spane/realtime'
import { displayStatus } from '../run/display-status.ts'
import { explainSkip } from './explain-skip.ts'
import { explainWait } from './explain-wait.ts'
import { type Answer, type Explanation, failuresOf, type WhyFacts } from './why-facts.ts'

/** Why a node did not run, or what it waits for; undefined for one that runs or has run. From what the events say alone. */
export function explainNode(facts: WhyFacts, nodeId: string): Explanation | undefined {
  const { view } = facts
  if (!facts.graph.nodes.has(nodeId)) return undefined
  const node = view.nodes[nodeId]
  switch (displayStatus(view, nodeId)) {
    case 'skipped':
      return { question: 'Why didn’t this run?', ...explainSkip(facts, nodeId) }
    case 'not-reached':
      return { question: 'Why didn’t this run?', ...explainHalt(facts, node) }
    case 'cancelled':
      return { question: 'Why didn’t this run?', answer: cancelText(view, node), reasons: [] }
    case 'pending':
    case 'ready':
    case 'retrying':
    case 'waiting':
      return { question: 'Why is it waiting?', ...explainWait(facts, nodeId) }
    default:
      return undefined
  }
}

/** A node that never got its turn in an execution that has ended. */
function explainHalt(facts: WhyFacts, node: NodeRunView | undefined): Answer {
  const { view } = facts
  if (view.status === 'completed') {
    return { answer: 'It took no part: the workflow got this node after the version that ran.', reasons: [] }
  }
  if (view.status === 'cancelled') return { answer: cancelText(view, node), reasons: [] }
  const answer =
    node && node.attempt > 0
      ? 'The execution was halted by a failure before this node could go on.'
      : 'The execution was halted by a failure before it was this node’s turn.'
  return { answer: `${answer} A retry of what failed lets it go on.`, reasons: failuresOf(facts) }
}

function cancelText({ cancelReason }: ExecutionView, node: NodeRunView | undefined): string {
  const when = node?.startedAt ? 'while this node was at work' : 'before it was this node’s turn'
  switch (cancelReason) {
    case 'timeout':
      return `The execution took longer than the workflow’s timeout, and was cancelled ${when}.`
    case 'superseded':
      return `A newer execution of its key took its place: it was cancelled ${when}.`
    case 'skipped':
      return 'Another execution of its key was running, so this one was not run at all.'
    default:
      return `The execution was cancelled ${when}.`
  }
}
