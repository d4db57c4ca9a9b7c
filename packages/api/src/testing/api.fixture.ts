import { ChannelError } from '@spane/alerts'
import { createPostgresStore, createPrisma } from '@spane/db'
import { createTestDatabase } from '@spane/db/testing'
import { NodeRegistry, WorkflowEngine } from '@spane/engine'
import { defineNode, type INodeExecutor, RateLimitNodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { nodeDescriptions } from '@spane/nodes/descriptions'
import { createExecutors } from '@spane/nodes/executors'
import type { Operation } from '@spane/workflow'
import { expect, vi } from 'vitest'
import { z } from 'zod'
import type { ApiErrorData, WorkflowDraft } from '../contract.ts'
import { appRouter } from '../routers/app-router.ts'
import { createServices } from '../services/create-services.ts'

const port = [{ id: 'main' }]
const shared = { summary: 'For tests.', icon: 'box', outputs: port } as const
const start = defineNode({
  ...shared,
  type: 'start',
  name: 'Start',
  group: 'trigger',
  inputs: [],
  config: z.object({}),
  defaults: {},
})
const act = defineNode({
  ...shared,
  type: 'act',
  name: 'Act',
  group: 'action',
  inputs: port,
  config: z.object({ what: z.enum(['echo', 'fail', 'hold']).default('echo') }),
  defaults: {},
})

/** Built-in types that are what is tested, and no means of it. */
const COMPOSITION = new Set(['sub-workflow', 'for-each', 'wait-for-signal'])
/** Built-in types that templates are made of. */
const OF_TEMPLATES = new Set(['if', 'merge', 'transform', 'code', 'stop-and-error'])

/** Whether nodes that are told to hold or to fail do so. */
export interface Behaviour {
  failing: boolean
  holding: boolean
}

function createRegistry(behaviour: Behaviour): NodeRegistry {
  const executor: INodeExecutor = {
    execute({ inputData, nodeConfig, log }) {
      const { what = 'echo' } = nodeConfig as { what?: string }
      log('info', `I ${what}`)
      if (what === 'fail' && behaviour.failing) {
        throw new UnrecoverableNodeError('It does not work', { code: 'BROKEN', details: { hint: 'mend it' } })
      }
      if (what === 'hold' && behaviour.holding) throw new RateLimitNodeError('Not yet', 20)
      return { success: true, data: inputData }
    },
  }
  const pass: INodeExecutor = { execute: ({ inputData }) => ({ success: true, data: inputData }) }
  const registry = new NodeRegistry().register('start', pass, start).register('act', executor, act)
  const builtIn = createExecutors({ sandbox: { runCode: () => Promise.reject(new Error('No code runs here')) } })
  for (const description of nodeDescriptions) {
    const { type, group } = description
    if (group === 'trigger' || COMPOSITION.has(type) || OF_TEMPLATES.has(type))
      registry.register(type, builtIn[type] as INodeExecutor, description)
  }
  return registry
}

/** The API on a database of its own, with a worker in this process. */
export async function setUpApi(options: { redact?: (text: string) => string } = {}) {
  const database = await createTestDatabase()
  const prisma = createPrisma(database.pool)
  const behaviour: Behaviour = { failing: true, holding: true }
  const registry = createRegistry(behaviour)
  const engine = new WorkflowEngine(registry, createPostgresStore({ pool: database.pool }), null, {
    backend: { type: 'postgres', connectionString: database.connectionString },
  })
  await engine.startWorkers(4)
  const logged: unknown[] = []
  const sent: unknown[] = []
  const callerFor = (workspaceId: string) =>
    appRouter.createCaller({
      requestId: 'request-1',
      services: createServices({
        workspaceId,
        prisma,
        pool: database.pool,
        engine,
        types: registry,
        alerts: {
          canSendMail: false,
          publicUrl: '',
          logger: { info: () => undefined, error: () => undefined },
          send: async (channel, message) => {
            if (channel.type === 'email') throw new ChannelError('No mail server is set.', { passing: false })
            sent.push(message)
          },
        },
        version: '1.2.3',
        ...options,
      }),
      logError: (error) => logged.push(error),
    })
  const api = callerFor('local')
  return {
    api,
    prisma,
    engine,
    behaviour,
    logged,
    /** Messages of alerts that got out. */
    sent,
    pool: database.pool,
    /** The same database, seen from a workspace that owns nothing. */
    stranger: callerFor('elsewhere'),
    /** A workflow `start → first → second`, whose second node does `what`. */
    async createChain(what: 'echo' | 'fail' | 'hold' = 'echo'): Promise<WorkflowDraft> {
      const { workflow } = await api.workflows.create({ name: 'Chain' })
      await api.workflows.saveDraft({ id: workflow.id, baseRevision: 1, operations: chainOperations(what) })
      return api.workflows.get({ id: workflow.id })
    },
    /** A workflow `start → node`. */
    async createWith(node: { type: string; config: Record<string, unknown> }): Promise<WorkflowDraft> {
      const { workflow } = await api.workflows.create({ name: 'Caller' })
      await api.workflows.saveDraft({
        id: workflow.id,
        baseRevision: 1,
        operations: [
          { type: 'addNode', node: { id: 'start', type: 'start', config: {} } },
          { type: 'addNode', node: { id: 'node', ...node } },
          {
            type: 'addEdge',
            edge: { id: 'e', source: 'start', sourcePort: 'main', target: 'node', targetPort: 'main' },
          },
        ],
      })
      return api.workflows.get({ id: workflow.id })
    },
    async publish({ workflow, revision }: WorkflowDraft): Promise<number> {
      return (await api.workflows.publish({ id: workflow.id, revision })).publishedVersion
    },
    async untilStatus(executionId: string, status: string): Promise<void> {
      await vi.waitFor(async () => expect((await api.executions.get({ id: executionId })).status).toBe(status), {
        timeout: 15_000,
        interval: 25,
      })
    },
    [Symbol.asyncDispose]: async () => {
      await engine.close()
      await prisma.$disconnect()
      await database[Symbol.asyncDispose]()
    },
  }
}

export function chainOperations(what: 'echo' | 'fail' | 'hold'): Operation[] {
  const edge = (source: string, target: string): Operation => ({
    type: 'addEdge',
    edge: { id: `${source}-${target}`, source, sourcePort: 'main', target, targetPort: 'main' },
  })
  return [
    { type: 'addNode', node: { id: 'start', type: 'start', config: {} } },
    { type: 'addNode', node: { id: 'first', type: 'act', config: {} } },
    {
      type: 'addNode',
      node: { id: 'second', type: 'act', name: 'Second one', config: { what }, settings: { retries: 0 } },
    },
    edge('start', 'first'),
    edge('first', 'second'),
  ]
}

/** The error that a procedure answered with, as a client sees its parts. */
export async function refusalOf(promise: Promise<unknown>): Promise<{ trpcCode: string } & ApiErrorData> {
  const error: unknown = await promise.then(
    () => expect.fail('It was not refused'),
    (reason: unknown) => reason,
  )
  const { describeError } = await import('../errors/describe-error.ts')
  const { code, cause } = error as { code: string; cause: unknown }
  const described = describeError(cause)
  return { trpcCode: code, ...(described?.data ?? expect.fail(`Not described: ${String(error)}`)) }
}
