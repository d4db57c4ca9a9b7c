import { resolve } from 'node:path'
import type { TypeRateLimit } from '@spane/engine'
import { z } from 'zod'
import { parseRateLimits, RATE_LIMITS_HINT } from './parse-rate-limits.ts'

/** An unset variable and an empty one are the same, as shells and compose files write them. */
const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value)

const urlSchema = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL such as ${example}`,
  })

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, { error: `must be a whole number from ${min} to ${max}` })

const envSchema = z.object({
  DATABASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .string({ error: 'is missing: name the PostgreSQL database, or use npm start, which brings its own' })
      .pipe(urlSchema(['postgres:', 'postgresql:'], 'postgresql://user:password@127.0.0.1:5432/spane')),
  ),
  REDIS_URL: z.preprocess(blankIsAbsent, urlSchema(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional()),
  SPANE_WORKER_CONCURRENCY: z.preprocess(blankIsAbsent, wholeNumber(1, 1_000).default(10)),
  SPANE_LEASE_SECONDS: z.preprocess(blankIsAbsent, wholeNumber(2, 3_600).default(30)),
  SPANE_MAX_QUEUE_DEPTH: z.preprocess(blankIsAbsent, wholeNumber(1, 100_000_000).optional()),
  SPANE_RATE_LIMITS: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .transform(parseRateLimits)
      .refine((limits) => limits !== undefined, { error: RATE_LIMITS_HINT })
      .optional(),
  ),
  SPANE_WORKER_HEALTH_PORT: z.preprocess(blankIsAbsent, wholeNumber(1, 65_535).optional()),
  SPANE_WORKER_HEALTH_HOST: z.preprocess(blankIsAbsent, z.string().default('127.0.0.1')),
  SPANE_RETENTION_DAYS: z.preprocess(blankIsAbsent, wholeNumber(0, 36_500).default(30)),
  SPANE_RETENTION_COUNT: z.preprocess(blankIsAbsent, wholeNumber(0, 100_000_000).default(0)),
  SPANE_HTTP_ALLOW: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((entry) => entry.trim())
          .filter(Boolean),
      )
      .optional(),
  ),
  SPANE_PUBLIC_URL: z.preprocess(blankIsAbsent, urlSchema(['http:', 'https:'], 'https://spane.example.com').optional()),
  SPANE_NODES: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((entry) => entry.trim())
          .filter(Boolean),
      )
      .optional(),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.preprocess(
    blankIsAbsent,
    urlSchema(['http:', 'https:'], 'http://127.0.0.1:4318').optional(),
  ),
  SPANE_TRACE_RATIO: z.preprocess(
    blankIsAbsent,
    z.coerce
      .number('must be a number from 0 to 1')
      .min(0, 'must be a number from 0 to 1')
      .max(1, 'must be a number from 0 to 1')
      .default(1),
  ),
  SPANE_LOG_LEVEL: z.preprocess(
    blankIsAbsent,
    z
      .enum(['debug', 'info', 'warn', 'error', 'silent'], { error: 'must be debug, info, warn, error or silent' })
      .default('info'),
  ),
})

/** A worker's settings. The one place that reads `process.env`, apart from the secrets. */
export interface WorkerEnv {
  databaseUrl: string
  /** Absent: BullMQ's PostgreSQL backend. */
  redisUrl: string | undefined
  /** Nodes that run at the same time. */
  concurrency: number
  /** After so many milliseconds without a sign this worker is taken for lost, and what it ran is taken over. */
  leaseMs: number
  /** Ticks are not started while more ready nodes than this wait; absent: always. */
  maxQueueDepth: number | undefined
  /** The most starts of a node type within a time, by type. */
  rateLimits: Record<string, TypeRateLimit>
  /** Where health and metrics are answered; absent: nowhere. */
  healthPort: number | undefined
  /** Loopback, unless a monitor on another machine has to read the metrics. */
  healthHost: string
  /** How long finished executions are kept; 0 is for ever. */
  retention: { days: number; count: number }
  /** Private addresses that HTTP nodes may call: hosts, `host:port` and CIDR ranges. */
  httpAllow: string[]
  /** Where people reach the product, for links in messages; without a slash at its end. Empty: links are paths. */
  publicUrl: string
  /** Packages and absolute paths that bring further node types. */
  nodes: string[]
  /** Absent: nothing is traced. `ratio`: the part of the traces that is recorded. */
  tracing: { ratio: number } | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

export type EnvResult = { ok: true; env: WorkerEnv } | { ok: false; problems: string[] }

/** Reads and checks the variables; one sentence for each that is wrong. */
export function readWorkerEnv(source: Record<string, string | undefined> = process.env): EnvResult {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`) }
  }
  const env = parsed.data
  return {
    ok: true,
    env: {
      databaseUrl: env.DATABASE_URL,
      redisUrl: env.REDIS_URL,
      concurrency: env.SPANE_WORKER_CONCURRENCY,
      leaseMs: env.SPANE_LEASE_SECONDS * 1_000,
      maxQueueDepth: env.SPANE_MAX_QUEUE_DEPTH,
      rateLimits: env.SPANE_RATE_LIMITS ?? {},
      healthPort: env.SPANE_WORKER_HEALTH_PORT,
      healthHost: env.SPANE_WORKER_HEALTH_HOST,
      retention: { days: env.SPANE_RETENTION_DAYS, count: env.SPANE_RETENTION_COUNT },
      httpAllow: env.SPANE_HTTP_ALLOW ?? [],
      publicUrl: (env.SPANE_PUBLIC_URL ?? '').replace(/\/+$/, ''),
      nodes: (env.SPANE_NODES ?? []).map((entry) => absolutePath(entry, source.INIT_CWD)),
      tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : { ratio: env.SPANE_TRACE_RATIO },
      logLevel: env.SPANE_LOG_LEVEL,
    },
  }
}

/** Paths are written relative to where npm was started, and this process may run elsewhere. */
function absolutePath(entry: string, startedIn: string | undefined): string {
  return entry.startsWith('.') ? resolve(startedIn ?? process.cwd(), entry) : entry
}
