import { createHash } from 'node:crypto'
import type { NodeRegistry } from '@spane/engine'
import type { Workflow, WorkflowNode } from '@spane/workflow'
import type { Reach } from './failpoints.ts'
import type { Gates } from './gates.ts'

type Execute = Parameters<NodeRegistry['register']>[1]['execute']
type ExecutionContext = Parameters<Execute>[0]
type ExecutionResult = Awaited<ReturnType<Execute>>

const TOO_MANY_BYTES = 100 * 1024 * 1024
const ANSWER_MS = 1_000

/**
 * The nodes of the fault runs. What they put out depends on their input alone, so that it can be compared; each logs
 * which start it is, so that a result recorded under another token shows.
 */
export function createExecutors(reach: Reach, gates: Gates): Record<string, Execute> {
  const executors: Record<string, Execute> = {
    async work(context) {
      reach('before-effect')
      await pause(Number(context.nodeConfig.ms ?? 2) * Math.random() * 2)
      reach('after-effect')
      return output(context, typeof context.nodeConfig.port === 'string' ? [context.nodeConfig.port] : undefined)
    },
    /** A rate limit or a fault of the moment: fails at its first attempt. */
    async flaky(context) {
      if (context.attempt === 1) throw new Error('Not this time')
      return output(context)
    },
    delay(context) {
      return context.resumed ? output(context) : { success: true, waitUntil: Date.now() + 100 }
    },
    async children(context) {
      const { workflowId, count } = context.nodeConfig as { workflowId: string; count: number }
      const inputs = Array.from({ length: count }, (_, item) => ({ item, of: context.inputData }))
      if (!context.resumed) return { success: true, children: { workflowId, inputs, concurrency: 3 } }
      const children = await context.readChildren({ from: 0, limit: count })
      return { success: true, data: children.map((child) => ({ status: child.status, output: child.output })) }
    },
    /** Keeps the process from all else at its first start, its renewals of leases included. */
    async block(context) {
      const answered = `${context.executionId}-answered`
      if (context.start > 1) await gates.waitAt(answered)
      else {
        gates.blockAt(`${context.executionId}-taken-over`)
        // The worker may notice the loss first, and offer the store no result that it could answer.
        setTimeout(() => gates.open(answered), ANSWER_MS)
      }
      return output(context)
    },
    exit(context) {
      if (context.start <= Number(context.nodeConfig.times)) process.kill(process.pid, 'SIGKILL')
      return output(context)
    },
    never: () => new Promise(() => {}),
    huge: () => ({ success: true, data: 'x'.repeat(TOO_MANY_BYTES) }),
    async chatter(context) {
      while (!context.signal.aborted) {
        for (let line = 0; line < 1_000; line++) context.log('info', `start=${context.start} and so on`)
        await new Promise((resolve) => setImmediate(resolve))
      }
      return output(context)
    },
  }
  return Object.fromEntries(
    Object.entries(executors).map(([type, execute]) => [
      type,
      (context: ExecutionContext) => {
        context.log('info', `start=${context.start}`)
        return execute(context)
      },
    ]),
  )
}

function output({ nodeId, inputData }: ExecutionContext, ports?: string[]): ExecutionResult {
  const seen = createHash('sha1').update(JSON.stringify(inputData)).digest('hex').slice(0, 12)
  return { success: true, data: { node: nodeId, seen }, ...(ports && { ports }) }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

type Ends = [source: string, target: string, port?: string]

/** A workflow of `work` nodes, but for those in `special`. */
export function sketch(
  id: string,
  ends: Ends[],
  special: Record<string, Pick<WorkflowNode, 'type'> & Partial<WorkflowNode>> = {},
): Workflow {
  const ids = [
    ...new Set([...ends.map(([source]) => source), ...ends.map(([, target]) => target), ...Object.keys(special)]),
  ]
  return {
    id,
    name: id,
    entryNodeId: ids[0] as string,
    nodes: ids.map((nodeId) => ({ id: nodeId, config: {}, ...(special[nodeId] ?? { type: 'work' }) })),
    edges: ends.map(([source, target, sourcePort = 'main']) => ({
      id: `${source}:${sourcePort}>${target}`,
      source,
      sourcePort,
      target,
      targetPort: 'main',
    })),
  }
}

export function fanIn(id: string, width: number): Workflow {
  const middle = Array.from({ length: width }, (_, index) => `m${index}`)
  return sketch(id, [
    ...middle.map((node): Ends => ['start', node]),
    ...middle.map((node): Ends => [node, 'join']),
    ['join', 'end'],
  ])
}

const chain = Array.from({ length: 9 }, (_, index): Ends => [`n${index}`, `n${index + 1}`])

/** What every fault is tried on. */
export const WORKFLOWS: Workflow[] = [
  sketch('chain', chain),
  sketch('diamond', [
    ['start', 'left'],
    ['start', 'right'],
    ['left', 'end'],
    ['right', 'end'],
  ]),
  fanIn('fan-in', 50),
  sketch(
    'branch',
    [
      ['choice', 'yes', 'true'],
      ['choice', 'no', 'false'],
      ['yes', 'after'],
      ['no', 'never'],
      ['after', 'join'],
      ['never', 'join'],
    ],
    { choice: { type: 'work', config: { port: 'true' } } },
  ),
  sketch(
    'sub-workflow',
    [
      ['start', 'call'],
      ['call', 'end'],
    ],
    { call: { type: 'children', config: { workflowId: 'diamond', count: 1 } } },
  ),
  sketch(
    'for-each',
    [
      ['start', 'each'],
      ['each', 'end'],
    ],
    { each: { type: 'children', config: { workflowId: 'branch', count: 7 } } },
  ),
  sketch(
    'timers',
    [
      ['start', 'wait'],
      ['wait', 'retry'],
      ['retry', 'end'],
    ],
    {
      wait: { type: 'delay' },
      retry: { type: 'flaky', settings: { retries: 2, backoff: { type: 'fixed', delay: 50, maxDelay: 50 } } },
    },
  ),
]

/** A start that does not run all of a workflow (rule 8.3). */
export interface PartialStart {
  workflowId: string
  /** Begins there, with the results of the execution that ran without a fault. */
  fromNodeId?: string
  /** Goes no further. */
  toNodeId?: string
  /** JSON text in place of the outputs of nodes. */
  pins?: Record<string, { output: string }>
}

/** What every fault is tried on besides whole runs. */
export const PARTIAL_STARTS: readonly PartialStart[] = [
  { workflowId: 'fan-in', fromNodeId: 'join' },
  { workflowId: 'for-each', fromNodeId: 'each' },
  { workflowId: 'branch', fromNodeId: 'yes', pins: { no: { output: '"pinned"' } } },
  { workflowId: 'diamond', pins: { left: { output: '{"pinned":true}' } } },
  { workflowId: 'chain', toNodeId: 'n6', pins: { n2: { output: '[]' } } },
]
