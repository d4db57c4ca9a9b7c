import { randomUUID } from 'node:crypto'
import { applyEvents, type ExecutionEvent, emptyExecutionView } from '@spane/realtime'
import { type Workflow, workflowSchema } from '@spane/workflow'
import { expect } from 'vitest'
import type { Command } from '../execution/command.ts'
import type { StartPlan } from '../execution/start-plan.ts'
import { isSettled, type NodeRunRow } from '../execution/state.ts'
import {
  DEFAULT_WORKSPACE,
  type FollowUp,
  type IExecutionStateStore,
  type StoreOutcome,
} from '../ports/execution-store.ts'

/** Hands out a store for one test; it is disposed of at the test's end. */
export type CreateStore = () => Promise<{ store: IExecutionStateStore; dispose: () => Promise<void> }>

type EdgeSpec = string | { from: string; to: string; port?: string }

/** A workflow from `a>b` pairs; nodes are named by the edges and by `nodes`. */
export function sketchWorkflow(spec: {
  edges?: EdgeSpec[]
  nodes?: Record<string, Workflow['nodes'][number]['settings']>
  settings?: Workflow['settings']
}): Workflow {
  const edges = (spec.edges ?? []).map((edge) => {
    const [from, to] = typeof edge === 'string' ? edge.split('>') : [edge.from, edge.to]
    const port = typeof edge === 'string' ? undefined : edge.port
    return { id: `${from}>${to}`, source: from, target: to, ...(port && { sourcePort: port }) }
  })
  const ids = new Set([
    ...Object.keys(spec.nodes ?? {}),
    ...edges.flatMap((edge) => [edge.source ?? '', edge.target ?? '']),
  ])
  return workflowSchema.parse({
    id: `w-${randomUUID()}`,
    name: 'Sketch',
    nodes: [...ids].map((id) => ({ id, type: 'test', settings: spec.nodes?.[id] })),
    edges,
    settings: spec.settings,
  })
}

/** Plays the part of queue and worker against a bare store, one command at a time. */
export class StoreDriver {
  readonly store: IExecutionStateStore
  readonly workflow: Workflow
  readonly executionId: string
  /** What its commands left to be done on other executions. */
  readonly followUps: FollowUp[] = []

  private constructor(store: IExecutionStateStore, workflow: Workflow, executionId: string) {
    this.store = store
    this.workflow = workflow
    this.executionId = executionId
  }

  static async start(
    store: IExecutionStateStore,
    workflow: Workflow,
    options: { entry?: string; input?: unknown; concurrencyKey?: string; priority?: number; plan?: StartPlan } = {},
  ) {
    const version = await store.saveVersion({ workspaceId: DEFAULT_WORKSPACE, workflow, publish: true })
    const executionId = randomUUID()
    const { concurrencyKey, priority, plan } = options
    const { effects } = await store.start([
      {
        executionId,
        versionId: version.id,
        entryNodeId: options.entry ?? (workflow.nodes[0]?.id as string),
        input: JSON.stringify(options.input ?? {}),
        ...(plan && { plan }),
        ...(concurrencyKey !== undefined && { concurrencyKey }),
        ...(priority !== undefined && { priority }),
      },
    ])
    const driver = new StoreDriver(store, workflow, executionId)
    driver.followUps.push(...effects.followUps)
    return driver
  }

  async send(command: Command): Promise<StoreOutcome> {
    const { outcomes, effects } = await this.store.apply([{ executionId: this.executionId, command }])
    this.followUps.push(...effects.followUps)
    const outcome = outcomes[0] as StoreOutcome
    return outcome.ok ? { ok: true } : outcome
  }

  claim(nodeId: string, leaseMs = 60_000): Promise<StoreOutcome> {
    return this.send({ type: 'claim', nodeId, workerId: 'w1', leaseMs })
  }

  async complete(nodeId: string, output: unknown = {}, ports: string[] = ['main']): Promise<StoreOutcome> {
    return this.send(await this.completion(nodeId, output, ports))
  }

  async completion(nodeId: string, output: unknown = {}, ports: string[] = ['main']): Promise<Command> {
    return {
      type: 'complete',
      nodeId,
      token: (await this.node(nodeId)).starts,
      output: JSON.stringify(output),
      ports,
      outputPerPort: false,
      delivered: this.workflow.edges
        .filter((edge) => edge.source === nodeId && ports.includes(edge.sourcePort))
        .map((edge) => edge.id),
    }
  }

  async fail(nodeId: string, more: Partial<Extract<Command, { type: 'fail' }>> = {}): Promise<StoreOutcome> {
    return this.send({
      type: 'fail',
      nodeId,
      token: (await this.node(nodeId)).starts,
      error: { code: 'BOOM', message: 'It broke' },
      outcome: 'failed',
      unrecoverable: false,
      jitter: 0,
      deadLetterId: randomUUID(),
      ...more,
    })
  }

  /** Claims and completes. */
  async run(nodeId: string, output: unknown = {}, ports?: string[]): Promise<void> {
    expect(await this.claim(nodeId)).toEqual({ ok: true })
    expect(await this.complete(nodeId, output, ports)).toEqual({ ok: true })
  }

  /** Claims and fails for good. */
  async runFailing(nodeId: string): Promise<void> {
    expect(await this.claim(nodeId)).toEqual({ ok: true })
    expect(await this.fail(nodeId, { unrecoverable: true })).toEqual({ ok: true })
  }

  async node(nodeId: string): Promise<NodeRunRow> {
    const row = (await this.store.readNodeRuns(this.executionId)).find((candidate) => candidate.nodeId === nodeId)
    if (!row) throw new Error(`There is no node run ${nodeId}`)
    return row
  }

  async statuses(): Promise<Record<string, string>> {
    const rows = await this.store.readNodeRuns(this.executionId)
    return Object.fromEntries(rows.map((row) => [row.nodeId, row.status]).sort())
  }

  async status(): Promise<string | undefined> {
    return (await this.store.readExecution(this.executionId))?.status
  }

  events(after = 0): Promise<ExecutionEvent[]> {
    return this.store.readEvents(this.executionId, after, 100_000)
  }

  async letter() {
    const letters = await this.store.listDeadLetters({ workspaceId: DEFAULT_WORKSPACE, limit: 1_000 })
    return letters.find((letter) => letter.executionId === this.executionId)
  }

  /** Invariants I7 and I11: the counters equal the rows, and the events replay to the stored state. */
  async checkInvariants(): Promise<void> {
    const execution = await this.store.readExecution(this.executionId)
    const rows = await this.store.readNodeRuns(this.executionId)
    const open = rows.filter((row) => !isSettled(row.status))
    expect(execution).toMatchObject({
      openCount: open.length,
      activeCount: open.filter((row) => row.status !== 'pending').length,
      runningCount: open.filter((row) => row.status === 'running').length,
      unhandledFailures: rows.filter((row) => row.status === 'failed' && !row.handled).length,
    })
    const events = await this.events()
    expect(events.map((event) => event.seq)).toEqual(events.map((_, index) => index + 1))
    const view = applyEvents(emptyExecutionView(), events)
    expect(view.seq).toBe(execution?.eventSeq)
    expect(view.status).toBe(execution?.status)
    const replayed = rows.map((row) => [row.nodeId, view.nodes[row.nodeId]?.status ?? 'pending'])
    expect(replayed).toEqual(rows.map((row) => [row.nodeId, row.status]))
    expect({ ...view.edges }).toEqual(await this.store.readEdgeOutcomes(this.executionId))
  }
}
