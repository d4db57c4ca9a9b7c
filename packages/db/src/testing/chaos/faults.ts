import { setTimeout as delay } from 'node:timers/promises'
import { EngineError } from '@spane/engine'
import type { Workflow } from '@spane/workflow'
import { BAD_NODES, EXECUTIONS_OF_BAD_NODES } from './bad-nodes.ts'
import type { ChaosRun } from './chaos-run.ts'
import { FAILPOINTS, type Failpoint } from './failpoints.ts'
import { delaysToNextStart, handBackDelays, longWaits, takeOverDelays } from './recovery.ts'
import type { RestartableRedis, RestartableServer } from './restartable-servers.ts'
import type { WorkerSettings } from './worker-settings.ts'
import { fanIn, sketch, WORKFLOWS } from './workload.ts'

export interface FaultRun {
  run: ChaosRun
  /** How often the fault strikes. */
  times: number
  redis?: RestartableRedis | undefined
  postgres?: RestartableServer | undefined
}

export interface Fault {
  name: string
  title: string
  /** How often it strikes in a run of seconds, and in a long one. */
  times: { short: number; long: number }
  /** A server of the run's own, because it is taken away. */
  needs?: 'redis' | 'postgres'
  workflows?: readonly Workflow[]
  worker?: Partial<WorkerSettings>
  /** Strikes while executions run; then everything is to come to its end by itself. Returns how often it struck. */
  strike(fault: FaultRun): Promise<number>
  /** How long each recovery took (ms), and what it is measured from. */
  recovery?: { from: string; delays: (fault: FaultRun) => Promise<number[]> }
  /** What must hold besides the invariants: sentences about what does not. */
  verify?(run: ChaosRun): Promise<string[]>
}

const WORKERS = 3
const PER_STRIKE = 8
/** 2,000 in the long form; their children come on top. */
const STARTS_A_KILL = 20
const MOST_OPEN = PER_STRIKE * 8

const takenOver: Fault['recovery'] = {
  from: 'death or silence of the worker to the take-over of its nodes',
  delays: ({ run }) => takeOverDelays(run.pool, run.fleet),
}

const slow = sketch(
  'slow',
  [
    ['start', 'slow'],
    ['slow', 'end'],
  ],
  { slow: { type: 'work', config: { ms: 700 } } },
)

const blocked = sketch(
  'blocked',
  [
    ['start', 'block'],
    ['block', 'end'],
  ],
  { block: { type: 'block' } },
)

const killWorkers: Fault = {
  name: 'kill',
  title: 'kill -9 of a random worker',
  times: { short: 8, long: 100 },
  recovery: takenOver,
  async strike({ run, times }) {
    await run.fleet.startMany(WORKERS)
    run.fleet.supervise()
    for (let kills = 0; kills < times; ) {
      await startWithinBacklog(run, STARTS_A_KILL)
      await delay(500 + Math.random() * 1_500)
      const { workers } = run.fleet
      const victim = workers[Math.floor(Math.random() * workers.length)]
      if (!victim) continue
      await run.fleet.kill(victim)
      kills += 1
    }
    return times
  },
}

/**
 * Starts as many, but never has more open than the machine gets done between two kills: the take-overs would wait behind
 * a backlog.
 */
async function startWithinBacklog(run: ChaosRun, count: number): Promise<void> {
  for (let left = count; left > 0; ) {
    const room = Math.min(left, MOST_OPEN - (await run.countOpen()))
    if (room > 0) await run.start(room)
    else await delay(50)
    left -= Math.max(0, room)
  }
}

/** A worker for each point, two at a time, and one that lives and takes over. */
const failpoints: Fault = {
  name: 'failpoints',
  title: `kill -9 at each of ${FAILPOINTS.length} points from claim to acknowledgement`,
  times: { short: FAILPOINTS.length, long: FAILPOINTS.length * 8 },
  recovery: takenOver,
  async strike({ run, times }) {
    const points = Array.from({ length: times }, (_, index) => FAILPOINTS[index % FAILPOINTS.length] as Failpoint)
    let deaths = 0
    await run.fleet.start()
    const lane = async () => {
      for (let failpoint = points.shift(); failpoint; failpoint = points.shift()) {
        await run.start(PER_STRIKE)
        const worker = await run.fleet.start({ failpoint, passes: 1 + Math.floor(Math.random() * 5) })
        const more = setInterval(() => void run.start(PER_STRIKE).catch(() => {}), 1_000)
        await worker.exited
        clearInterval(more)
        deaths += 1
      }
    }
    await Promise.all([lane(), lane()])
    await run.fleet.startMany(WORKERS)
    return deaths
  },
}

/** The loop of a worker is blocked until its node was taken over, and its result comes while the next start runs. */
const blockLoop: Fault = {
  name: 'block',
  title: 'event loop blocked until the node was taken over',
  times: { short: 3, long: 40 },
  workflows: [...WORKFLOWS, blocked],
  recovery: takenOver,
  worker: { concurrency: 2 },
  async strike({ run, times }) {
    await run.fleet.startMany(WORKERS)
    for (let block = 0; block < times; block++) {
      await run.start(WORKFLOWS.length)
      const [executionId] = await run.start(1, [blocked])
      await untilTakenOver(run, executionId as string)
      run.gates.open(`${executionId}-taken-over`)
      await run.rest()
    }
    return times
  },
}

async function untilTakenOver({ pool }: ChaosRun, executionId: string): Promise<void> {
  for (const deadline = Date.now() + 20_000; Date.now() < deadline; await delay(20)) {
    const { rows } = await pool.query(
      `SELECT FROM node_run WHERE execution_id = $1 AND node_id = 'block' AND status = 'running' AND starts > 1`,
      [executionId],
    )
    if (rows.length > 0) return
  }
}

/** Takes a server away and gives it back; strikes are the moments at which it is back. */
function outage(options: {
  name: string
  title: string
  times: Fault['times']
  needs: 'redis' | 'postgres'
  away: () => number
}): Fault {
  const strikes: number[] = []
  return {
    ...options,
    recovery: {
      from: 'return of the server to the next start of a node',
      delays: ({ run }) => delaysToNextStart(run.pool, strikes),
    },
    async strike(fault) {
      const { run, times } = fault
      const server = fault[options.needs] as RestartableServer
      strikes.length = 0
      await run.fleet.startMany(WORKERS)
      for (let strike = 0; strike < times; strike++) {
        await run.start(PER_STRIKE * 3)
        await delay(Math.random() * 200)
        const meanwhile = run.start(PER_STRIKE)
        await server.kill()
        await delay(options.away())
        await server.start()
        strikes.push(Date.now())
        await meanwhile
        await run.rest(20_000)
      }
      return times
    },
  }
}

const redisKilled = outage({
  name: 'redis-killed',
  title: 'Redis killed and restarted, empty',
  times: { short: 2, long: 20 },
  needs: 'redis',
  away: () => Math.random() * 1_000,
})

const redisAway = outage({
  name: 'redis-away',
  title: 'Redis away for a minute',
  times: { short: 0, long: 1 },
  needs: 'redis',
  away: () => 60_000,
})

const postgresRestarted = outage({
  name: 'postgres-restarted',
  title: 'PostgreSQL shut down at once, and restarted',
  times: { short: 2, long: 20 },
  needs: 'postgres',
  away: () => Math.random() * 500,
})

const redisFlushed: Fault = {
  name: 'redis-flushed',
  title: 'FLUSHALL in mid-run',
  times: { short: 2, long: 10 },
  needs: 'redis',
  recovery: {
    from: 'ready to start, of nodes that waited for more than a second',
    delays: ({ run }) => longWaits(run.pool, 1_000),
  },
  async strike({ run, times, redis }) {
    await run.fleet.startMany(WORKERS)
    for (let flush = 0; flush < times; flush++) {
      await run.start(PER_STRIKE * 5)
      await delay(50 + Math.random() * 200)
      await (redis as RestartableRedis).empty()
      await run.rest(20_000)
    }
    return times
  },
}

const widths = fanIn('fan-in-500', 500)
const fanIns: Fault = {
  name: 'fan-in',
  title: '500-way fan-in',
  times: { short: 3, long: 200 },
  workflows: [widths],
  worker: { concurrency: 25 },
  async strike({ run, times }) {
    await run.fleet.startMany(WORKERS)
    for (let started = 0; started < times; started += 4) {
      await run.start(Math.min(4, times - started), [widths])
      await run.rest()
    }
    return times
  },
  async verify({ pool }) {
    const { rows } = await pool.query(
      `SELECT n.execution_id, n.starts FROM node_run n JOIN execution e ON e.id = n.execution_id
       WHERE n.node_id = 'join' AND n.starts <> 1 AND n.lost_starts = 0`,
    )
    return rows.map(({ execution_id, starts }) => `The join of ${execution_id} was started ${starts} times`)
  },
}

const COMMANDS = ['pauseWorkflow', 'pauseWorkflow', 'resumeWorkflow', 'cancelWorkflow'] as const

const commands: Fault = {
  name: 'commands',
  title: 'cancel, pause and resume at random moments',
  times: { short: 60, long: 500 },
  workflows: [...WORKFLOWS, slow],
  async strike({ run, times }) {
    const { engine, pool } = run
    const workflows = [...WORKFLOWS, slow]
    await run.fleet.startMany(WORKERS)
    for (let command = 0; command < times; command++) {
      if (command % 10 === 0) await run.start(workflows.length * 2, workflows)
      const what = COMMANDS[Math.floor(Math.random() * COMMANDS.length)] ?? 'cancelWorkflow'
      // A child is cancelled with its parent only: without it the parent would rightly put out something else.
      const { rows } = await pool.query(
        `SELECT id FROM execution WHERE status IN ('queued', 'running', 'paused')
           AND (NOT $1 OR parent_execution_id IS NULL) ORDER BY random() LIMIT 1`,
        [what === 'cancelWorkflow'],
      )
      if (rows[0]) await unlessRefused(engine[what](rows[0].id))
      await delay(Math.random() * 20)
    }
    // What is paused stays so until somebody resumes it.
    const { rows } = await pool.query(`SELECT id FROM execution WHERE status = 'paused'`)
    await Promise.all(rows.map(({ id }) => unlessRefused(engine.resumeWorkflow(id))))
    return times
  },
}

async function unlessRefused(command: Promise<void>): Promise<void> {
  await command.catch((error) => {
    if (!(error instanceof EngineError)) throw error
  })
}

const badNodes: Fault = {
  name: 'bad-nodes',
  title: 'nodes that end their process, never return, return 100 MiB, log without end',
  times: { short: EXECUTIONS_OF_BAD_NODES, long: EXECUTIONS_OF_BAD_NODES * 5 },
  recovery: takenOver,
  async strike({ run, times }) {
    for (const { workflow } of BAD_NODES) await run.engine.publishWorkflow(workflow)
    await run.fleet.startMany(WORKERS)
    run.fleet.supervise()
    for (let started = 0; started < times; started += BAD_NODES.length) {
      await run.start(WORKFLOWS.length)
      await run.start(
        BAD_NODES.length,
        BAD_NODES.map(({ workflow }) => workflow),
      )
      await run.rest()
    }
    return times
  },
  async verify({ pool }) {
    const { rows } = await pool.query(
      `SELECT e.workflow_id, e.status, n.error FROM execution e JOIN node_run n ON n.execution_id = e.id WHERE n.node_id = 'bad'`,
    )
    return rows.flatMap(({ workflow_id, status, error }) => {
      const expected = BAD_NODES.find(({ workflow }) => workflow.id === workflow_id)
      const code = error === null ? null : JSON.parse(error).code
      return expected?.ends === status && expected?.code === code ? [] : [`${workflow_id} is ${status} with ${code}`]
    })
  },
}

const rollingRestart: Fault = {
  name: 'rolling-restart',
  title: 'SIGTERM, one worker after the other',
  // No machine is so busy that a worker that lives is taken for lost: none may be, here.
  worker: { leaseMs: 10_000 },
  times: { short: 3, long: 30 },
  workflows: [...WORKFLOWS, slow],
  recovery: {
    from: 'hand-back of a node to its next start',
    delays: ({ run }) => handBackDelays(run.pool),
  },
  async strike({ run, times }) {
    await run.fleet.startMany(WORKERS)
    for (let restart = 0; restart < times; restart++) {
      const [oldest] = run.fleet.workers
      await run.fleet.start()
      if (!oldest) continue
      await run.start(PER_STRIKE * 2, [slow])
      await run.start(PER_STRIKE * 2)
      await untilItRuns(run, oldest.pid, 'slow')
      oldest.signal('SIGTERM')
      await oldest.exited
    }
    return times
  },
  async verify({ pool }) {
    const { rows } = await pool.query(`SELECT execution_id, node_id FROM attempt WHERE outcome = 'lost'`)
    return rows.map(({ execution_id, node_id }) => `${node_id} of ${execution_id} waited for its lease`)
  },
}

/** Waits until the worker holds such a node, for a while: chance may give it to the others. */
async function untilItRuns({ pool }: ChaosRun, pid: number, nodeId: string): Promise<void> {
  for (const deadline = Date.now() + 3_000; Date.now() < deadline; await delay(5)) {
    const { rows } = await pool.query(
      `SELECT FROM node_run WHERE status = 'running' AND node_id = $1 AND worker_id LIKE $2`,
      [nodeId, `%-${pid}-%`],
    )
    if (rows.length > 0) return
  }
}

const failingEnqueues: Fault = {
  name: 'failing-enqueues',
  title: '10 % of the additions to the queue fail',
  times: { short: 30, long: 1_000 },
  recovery: {
    from: 'ready to start, of nodes that waited for more than a second',
    delays: ({ run }) => longWaits(run.pool, 1_000),
  },
  async strike({ run, times }) {
    run.failEnqueues(0.1)
    await run.fleet.startMany(WORKERS)
    for (let started = 0; started < times; started += 50) await run.start(Math.min(50, times - started))
    return times
  },
}

export const FAULTS: readonly Fault[] = [
  killWorkers,
  failpoints,
  blockLoop,
  redisKilled,
  redisFlushed,
  redisAway,
  postgresRestarted,
  fanIns,
  commands,
  badNodes,
  rollingRestart,
  failingEnqueues,
]
