import type { NodeDefaults } from './execution/command.ts'
import type { Logger } from './logger.ts'
import type { ResolveConfig } from './ports/config-resolver.ts'
import type { FlowState } from './ports/flow-state.ts'
import type { EngineMetrics } from './ports/metrics.ts'
import type { ResumeUrl } from './ports/resume-url.ts'
import type { EngineTracer } from './ports/tracing.ts'
import type { TypeRateLimit } from './queue/flow-gate.ts'
import type { QueueBackendOptions } from './queue/queue-backend.ts'

export interface WorkflowEngineOptions {
  /** What carries the wake-ups; Redis when absent. PostgreSQL needs no Redis: pass `null` for it. */
  backend?: QueueBackendOptions
  /** Separates engines that share a Redis or a database. Default `spane`. */
  prefix?: string
  /** Default `local`. */
  workspaceId?: string
  /** Attempts, backoff and timeout of nodes that do not set their own (rule 5.2). */
  defaults?: Partial<NodeDefaults>
  /** Milliseconds after which a worker that gave no sign is taken for lost. Default 30,000. */
  leaseMs?: number
  /** Milliseconds that running nodes get on shutdown before they are handed back. Default 10,000. */
  graceMs?: number
  /** Most bytes of one node's output. Default 16 MiB (rule 4.2). */
  maxOutputBytes?: number
  /** Most nodes of a workflow. Default 5,000. */
  maxNodes?: number
  /** Evaluates expressions in node config. Absent: config reaches executors as written. */
  resolveConfig?: ResolveConfig
  /** Starts are refused with `OVERLOADED` while more ready nodes than this wait for a slot; absent: never. */
  maxQueueDepth?: number
  /** The most starts of a node type within a period, over all its workers; by type. */
  rateLimits?: Readonly<Record<string, TypeRateLimit>>
  /** What workers share about limits and breakers; on the queue's own server when absent. */
  flow?: FlowState
  /** Takes secrets out of errors and logs before they are stored. */
  redact?: (text: string) => string
  /** Signs the addresses at which nodes that wait take their signals; without it they have none. */
  resumeUrl?: ResumeUrl
  logger?: Logger
  /** Told what is started, run, taken over and ended, to be counted. */
  metrics?: EngineMetrics
  /** Makes each execution a trace; nothing is traced without it. */
  tracer?: EngineTracer
}
