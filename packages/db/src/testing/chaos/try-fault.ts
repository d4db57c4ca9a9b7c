import type { Violation } from '../invariants/violation.ts'
import { ChaosRun, type ChaosServers } from './chaos-run.ts'
import type { Fault, FaultRun } from './faults.ts'
import { type Mutation, takeOutCounter, takeOutOutbox } from './mutations.ts'
import { percentile } from './recovery.ts'

/** A row of the table: what was tried and what was found. */
export interface FaultReport {
  fault: string
  title: string
  backend: 'redis' | 'postgres'
  /** How often the fault struck. */
  times: number
  executions: number
  nodeRuns: number
  /** Executions that did not reach their one end. */
  lost: number
  /** Node runs of which more than one result, or that of a superseded start, was accepted. */
  doubled: number
  violations: Violation[]
  /** What else was not as it must be. */
  problems: string[]
  /** Milliseconds, of `recoveries` recoveries. */
  recoveries: number
  recoveryP50?: number | undefined
  recoveryP99?: number | undefined
  seconds: number
}

export interface TryFaultOptions {
  fault: Fault
  times: number
  servers: ChaosServers
  own?: Pick<FaultRun, 'redis' | 'postgres'>
  /** A part of the engine to do without, to see the checks fail. */
  mutation?: Mutation
  /** How long to wait for rest at the end. */
  restMs?: number
}

/** Runs a workload without the fault and then under it, waits for rest, and checks the invariants. */
export async function tryFault(options: TryFaultOptions): Promise<FaultReport> {
  const { fault, servers, restMs } = options
  const begun = performance.now()
  await using run = new ChaosRun(servers, fault.worker)
  await run.prepare(fault.workflows)
  if (options.mutation) await mutate(run, options.mutation)
  const faultRun: FaultRun = { run, times: options.times, ...options.own }
  const times = await fault.strike(faultRun)
  await run.rest(restMs)
  const { executions, nodeRuns, violations } = await run.check()
  const recoveries = (await fault.recovery?.delays(faultRun)) ?? []
  const count = (matches: (violation: Violation) => boolean) =>
    new Set(violations.filter(matches).map(({ executionId, nodeId }) => `${executionId} ${nodeId}`)).size
  return {
    fault: fault.name,
    title: fault.title,
    backend: servers.redisUrl === undefined ? 'postgres' : 'redis',
    times,
    executions,
    nodeRuns,
    lost: count(({ invariant }) => invariant === 'I1'),
    doubled: count(({ invariant }) => invariant === 'I2' || invariant === 'I6'),
    violations,
    problems: (await fault.verify?.(run)) ?? [],
    recoveries: recoveries.length,
    recoveryP50: percentile(recoveries, 0.5),
    recoveryP99: percentile(recoveries, 0.99),
    seconds: (performance.now() - begun) / 1000,
  }
}

async function mutate({ fleet, pool }: ChaosRun, mutation: Mutation): Promise<void> {
  if (mutation === 'fence') fleet.change({ mutation })
  if (mutation === 'outbox') await takeOutOutbox(pool)
  if (mutation === 'counter') await takeOutCounter(pool)
}
