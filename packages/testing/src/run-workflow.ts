import { randomUUID } from 'node:crypto'
import { DEFAULT_WORKSPACE, InMemoryExecutionStore, isTerminal, type NodeDefaults } from '@spane/engine'
import { InProcessWorker } from '@spane/engine/in-process'
import { createSandbox } from '@spane/sandbox'
import {
  hasErrors,
  normalizeWorkflow,
  resolveEntry,
  toJsonText,
  validateWorkflow,
  type Workflow,
  type WorkflowDefinition,
} from '@spane/workflow'
import { mocksFromExecution } from './execution-fixture.ts'
import { FakeClock } from './fake-clock.ts'
import type { NodeMock } from './mock-node.ts'
import { readRun, type WorkflowRun } from './read-run.ts'
import { createConfigResolver } from './resolve-config.ts'
import { type CustomNode, createTestRegistry } from './test-registry.ts'

const EXPRESSION_TIMEOUT_MS = 15_000

export interface RunWorkflowOptions {
  /** What stands in for nodes, by node id or by type; the id goes first. */
  nodes?: Record<string, NodeMock>
  /** What the entry is given. Default `{}`, or that of the fixture. */
  input?: unknown
  /** Outputs by node id, given on `main` without the node being run. */
  pinned?: Record<string, unknown>
  /** An execution as `GET /api/executions/:id` answers it: nodes that reach outside do what they did then. */
  fixture?: unknown
  /** Node types of your own, run as they are unless they are mocked. */
  customNodes?: readonly CustomNode[]
  /** Workflows that this one runs as sub-workflows. */
  workflows?: readonly (Workflow | WorkflowDefinition)[]
  /** Payloads for nodes that wait for a signal, by node id. */
  signals?: Record<string, unknown>
  /** The node to begin at; the workflow's own entry when absent. */
  entryNodeId?: string
  /** When the run begins; the present when absent. Delays and backoffs take no real time. */
  clock?: Date | string | number
  /** What `secrets.NAME` gives. */
  secrets?: Record<string, string>
  /** Attempts, backoff and timeout of nodes that set none. A timeout is measured in real time. */
  defaults?: Partial<NodeDefaults>
}

/**
 * Runs a workflow in memory, without Redis and PostgreSQL, to its end or until it waits for something from outside. The
 * built-in nodes that only compute run as they are; others need a mock.
 * @throws Error when the workflow is not valid, or when a node ran that has no mock
 *
 * @example
 * ```ts
 * const run = await runWorkflow(workflow, { nodes: { http: { status: 200, body: { id: 7 } } }, input: { name: 'Ada' } })
 * expect(run.status).toBe('completed')
 * expect(run.outputs.save).toEqual({ id: 7 })
 * ```
 */
export async function runWorkflow(
  definition: Workflow | WorkflowDefinition,
  options: RunWorkflowOptions = {},
): Promise<WorkflowRun> {
  const clock = new FakeClock(options.clock)
  const sandbox = createSandbox({
    threads: 1,
    secrets: options.secrets ?? {},
    // Real time: a busy machine must not fail a test of a workflow.
    expressionTimeoutMs: EXPRESSION_TIMEOUT_MS,
  })
  try {
    return await clock.run(() => runOn({ definition, options, clock, sandbox }))
  } finally {
    await sandbox.close()
  }
}

async function runOn(request: {
  definition: Workflow | WorkflowDefinition
  options: RunWorkflowOptions
  clock: FakeClock
  sandbox: ReturnType<typeof createSandbox>
}): Promise<WorkflowRun> {
  const { options, clock, sandbox } = request
  const definitions = [request.definition, ...(options.workflows ?? [])]
  const saved =
    options.fixture === undefined ? undefined : mocksFromExecution(options.fixture, normalized(request.definition))
  const types = new Set(definitions.flatMap(({ nodes }) => nodes.map(({ type }) => type)))
  const pinned = Object.entries(options.pinned ?? {}).map(
    ([id, data]) => [id, () => ({ success: true, data })] as const,
  )
  const { registry, notMocked } = createTestRegistry({
    types,
    mocks: { ...saved?.mocks, ...options.nodes, ...Object.fromEntries(pinned) },
    customNodes: options.customNodes ?? [],
    sandbox,
  })

  const store = new InMemoryExecutionStore({ clock: clock.now })
  const versions = []
  for (const definition of definitions) {
    const workflow = checked(definition, registry)
    versions.push(await store.saveVersion({ workspaceId: DEFAULT_WORKSPACE, workflow, publish: true }))
  }
  const [version] = versions
  if (!version) throw new Error('There is no workflow to run')
  const entry = resolveEntry(version.workflow, registry, options.entryNodeId)
  if ('problem' in entry) throw new Error(entry.problem.message)

  const worker = new InProcessWorker({
    store,
    registry,
    clock,
    resolveConfig: createConfigResolver(sandbox),
    defaults: { ...options.defaults },
  })
  const executionId = randomUUID()
  const startedAt = clock.now()
  await worker.start({
    executionId,
    versionId: version.id,
    entryNodeId: entry.entryNodeId,
    input: toJsonText(options.input ?? saved?.input ?? {}),
  })
  const signals = new Map(Object.entries(options.signals ?? {}))
  await worker.run(async () => {
    const execution = await store.readExecution(executionId)
    if (!execution || isTerminal(execution.status)) return 'stop'
    for (const [nodeId, payload] of signals) {
      const outcome = await worker.apply(executionId, { type: 'signal', nodeId, payload: toJsonText(payload) })
      if (!outcome.ok) continue
      signals.delete(nodeId)
      return 'again'
    }
    return 'wait'
  })
  if (notMocked.size > 0) {
    throw new Error(`These nodes ran and have no mock: ${[...notMocked].join(', ')}. Give one in "nodes" or "pinned".`)
  }
  return readRun({ store, executionId, elapsedMs: clock.now() - startedAt })
}

function normalized(definition: Workflow | WorkflowDefinition): Workflow {
  const result = normalizeWorkflow(definition)
  if ('problems' in result) throw new Error(result.problems.map(({ message }) => message).join('\n'))
  return result.workflow
}

function checked(
  definition: Workflow | WorkflowDefinition,
  registry: ReturnType<typeof createTestRegistry>['registry'],
): Workflow {
  const result = normalizeWorkflow(definition, registry)
  const problems = 'problems' in result ? result.problems : validateWorkflow(result.workflow, registry)
  if ('problems' in result || hasErrors(problems)) {
    throw new Error(problems.map(({ message }) => message).join('\n'))
  }
  return result.workflow
}
