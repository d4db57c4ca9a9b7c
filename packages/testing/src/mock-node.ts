import type { ExecutionContext, ExecutionResult, INodeExecutor } from '@spane/node-sdk'

/**
 * What stands in for a node: the value that it gives, or a function of its context that returns the value, returns a whole
 * `ExecutionResult` (anything with a boolean `success`), or throws.
 */
export type NodeMock = ((context: ExecutionContext) => unknown) | unknown

/** A result on ports of one's choice, for mocks of branching nodes. */
export function emit(port: string | string[], data?: unknown): ExecutionResult {
  return { success: true, data, ports: [port].flat() }
}

/** Answers the calls of a mock one after the other; the last answer stays. An `Error` among them is thrown. */
export function inTurn(...answers: [NodeMock, ...NodeMock[]]): (context: ExecutionContext) => unknown {
  let calls = 0
  return (context) => {
    const answer = answers[Math.min(calls++, answers.length - 1)]
    if (answer instanceof Error) throw answer
    return typeof answer === 'function' ? answer(context) : answer
  }
}

/** The executor that a mock stands for. */
export function mockExecutor(mock: NodeMock): INodeExecutor {
  return {
    async execute(context) {
      const value = await (typeof mock === 'function' ? mock(context) : mock)
      return isResult(value) ? value : { success: true, data: value ?? null }
    },
  }
}

function isResult(value: unknown): value is ExecutionResult {
  return typeof value === 'object' && value !== null && 'success' in value && typeof value.success === 'boolean'
}
