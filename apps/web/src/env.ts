import { resolve } from 'node:path'
import { createSecretSource } from '@spane/sandbox'
import { z } from 'zod'

/** An unset variable and an empty one are the same, as shells and compose files write them. */
const blankIsAbsent = (value: unknown) => (value === '' ? undefined : value)

const flagSchema = z.preprocess(
  blankIsAbsent,
  z
    .enum(['0', '1', 'false', 'true'], { error: 'must be 1 or 0' })
    .default('0')
    .transform((value) => value === '1' || value === 'true'),
)

const urlSchema = (protocols: string[], example: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), {
    error: `must be a URL such as ${example}`,
  })

const listSchema = z.string().transform((value) =>
  value
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean),
)

const envSchema = z.object({
  NODE_ENV: z.preprocess(
    blankIsAbsent,
    z
      .enum(['development', 'production', 'test'], { error: 'must be development, production or test' })
      .default('production'),
  ),
  PORT: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(/^\d{1,5}$/, 'must be a port number from 0 to 65535')
      .transform(Number)
      .refine((port) => port <= 65_535, { error: 'must be a port number from 0 to 65535' })
      .default(3_000),
  ),
  HOST: z.preprocess(blankIsAbsent, z.string().default('127.0.0.1')),
  DATABASE_URL: z.preprocess(
    blankIsAbsent,
    z
      .string({ error: 'is missing: name the PostgreSQL database, or use npm start, which brings its own' })
      .pipe(urlSchema(['postgres:', 'postgresql:'], 'postgresql://user:password@127.0.0.1:5432/spane')),
  ),
  REDIS_URL: z.preprocess(blankIsAbsent, urlSchema(['redis:', 'rediss:'], 'redis://127.0.0.1:6379').optional()),
  SPANE_API_KEY: z.preprocess(blankIsAbsent, z.string().optional()),
  SPANE_ALLOW_REMOTE: flagSchema,
  SPANE_ALLOWED_HOSTS: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .transform((value) =>
        value
          .split(',')
          .map((host) => host.trim().toLowerCase())
          .filter(Boolean),
      )
      .optional(),
  ),
  SMTP_URL: z.preprocess(
    blankIsAbsent,
    urlSchema(['smtp:', 'smtps:'], 'smtp://user:password@mail.example.com:587').optional(),
  ),
  SMTP_FROM: z.preprocess(blankIsAbsent, z.string().default('SPANE <spane@localhost>')),
  SPANE_MAX_QUEUE_DEPTH: z.preprocess(
    blankIsAbsent,
    z
      .string()
      .regex(/^[1-9]\d{0,7}$/, 'must be a whole number from 1 to 99999999')
      .transform(Number)
      .optional(),
  ),
  SPANE_HTTP_ALLOW: z.preprocess(blankIsAbsent, listSchema.optional()),
  SPANE_PUBLIC_URL: z.preprocess(blankIsAbsent, urlSchema(['http:', 'https:'], 'https://spane.example.com').optional()),
  SPANE_NODES: z.preprocess(blankIsAbsent, listSchema.optional()),
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

/** The web process's settings. The one place that reads `process.env`. */
export interface WebEnv {
  development: boolean
  port: number
  host: string
  databaseUrl: string
  /** Absent: BullMQ's PostgreSQL backend. */
  redisUrl: string | undefined
  apiKey: string | undefined
  /** Starts are refused while more ready nodes than this wait; absent: never. */
  maxQueueDepth: number | undefined
  allowRemote: boolean
  /** Host names, beside the loopback ones, by which browsers may reach the server. */
  allowedHosts: string[]
  /** Absent: alerts cannot be sent by mail. */
  smtpUrl: string | undefined
  /** The sender of mails. */
  smtpFrom: string
  /** Private addresses that alerts may be sent to: hosts, `host:port` and CIDR ranges. */
  httpAllow: string[]
  /** Where people reach the product, for links in messages; without a slash at its end. Empty: links are paths. */
  publicUrl: string
  /** Packages and absolute paths that bring further node types. */
  nodes: string[]
  /** Absent: nothing is traced. `ratio`: the part of the traces that is recorded. */
  tracing: { ratio: number } | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** Values that nobody gets to see, by name (`SPANE_SECRET_NAME`). */
  secrets: Record<string, string>
}

export type EnvResult = { ok: true; env: WebEnv } | { ok: false; problems: string[] }

/** Reads and checks the variables; one sentence for each that is wrong. */
export function readWebEnv(source: Record<string, string | undefined> = process.env): EnvResult {
  const parsed = envSchema.safeParse(source)
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}.`) }
  }
  const env = parsed.data
  if (!env.SPANE_ALLOW_REMOTE && !isLoopback(env.HOST)) {
    const problem = `HOST is ${env.HOST}, which other machines can reach, and there are no accounts yet: use 127.0.0.1, or set SPANE_ALLOW_REMOTE=1 if everyone who can connect may do everything.`
    return { ok: false, problems: [problem] }
  }
  return {
    ok: true,
    env: {
      development: env.NODE_ENV === 'development',
      port: env.PORT,
      host: env.HOST,
      databaseUrl: env.DATABASE_URL,
      redisUrl: env.REDIS_URL,
      apiKey: env.SPANE_API_KEY,
      maxQueueDepth: env.SPANE_MAX_QUEUE_DEPTH,
      allowRemote: env.SPANE_ALLOW_REMOTE,
      allowedHosts: env.SPANE_ALLOWED_HOSTS ?? [],
      smtpUrl: env.SMTP_URL,
      smtpFrom: env.SMTP_FROM,
      httpAllow: env.SPANE_HTTP_ALLOW ?? [],
      publicUrl: (env.SPANE_PUBLIC_URL ?? '').replace(/\/+$/, ''),
      nodes: (env.SPANE_NODES ?? []).map((entry) => absolutePath(entry, source.INIT_CWD)),
      tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : { ratio: env.SPANE_TRACE_RATIO },
      logLevel: env.SPANE_LOG_LEVEL,
      secrets: createSecretSource(source),
    },
  }
}

/** Whether only this machine can reach a server that listens there. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '')
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}

/** Paths are written relative to where npm was started, and this process may run elsewhere. */
function absolutePath(entry: string, startedIn: string | undefined): string {
  return entry.startsWith('.') ? resolve(startedIn ?? process.cwd(), entry) : entry
}
