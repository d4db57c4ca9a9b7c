import { createNodeLogger, type ExecutionContext } from '@spane/node-sdk'

/** A context for an executor under test. */
export function createContext(overrides: Partial<ExecutionContext> = {}): ExecutionContext {
  return {
    workflowId: 'w1',
    executionId: 'e1',
    nodeId: 'n1',
    attempt: 1,
    start: 1,
    inputData: {},
    nodeConfig: {},
    parents: [],
    previousResults: {},
    signal: new AbortController().signal,
    idempotencyKey: 'e1:n1',
    resumed: false,
    readChildren: async () => [],
    log: createNodeLogger(),
    readOutput: async () => undefined,
    ...overrides,
  }
}
