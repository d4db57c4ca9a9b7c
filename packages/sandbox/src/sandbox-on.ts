import {
  findNodeReferences,
  findTemplates,
  formatPath,
  parseJsonText,
  parseTemplate,
  replaceTemplates,
  type TemplateField,
  toJsonText,
} from '@spane/workflow'
import { findErrorRange } from './find-error-range.ts'
import { type JobRunner, timeoutMessage } from './job-runner.ts'
import { SandboxError } from './sandbox-error.ts'
import type { Failure, JobLimits, JobRequest, LogLevel, TemplateRequest } from './thread-protocol.ts'

const MAX_READ_ROUNDS = 100

/** What holds wherever the code runs. */
export interface SandboxLimits {
  /** What `secrets.NAME` gives, by name; `masked` where nobody may see them: every name gives a placeholder then. */
  secrets?: Record<string, string> | 'masked'
  /** Default 1,000 ms for all expressions of a config together. */
  expressionTimeoutMs?: number
  /** Default 30,000 ms. */
  codeTimeoutMs?: number
  /** Default 64 MiB. */
  memoryBytes?: number
}

/** What expressions can name. */
export interface Scope {
  /** `input` */
  input: unknown
  /** `execution` */
  execution: { id: string; workflowId: string; resumeUrl?: string }
  /** `nodes["id"].output`; undefined for a node without one, and then `nodes["id"]` is undefined. */
  readOutput?: (nodeId: string) => Promise<unknown>
}

export interface ResolveConfigRequest {
  config: Record<string, unknown>
  scope: Scope
  /** Paths that are never read as expressions, as `findTemplates` of the workflow language takes them. */
  skipPaths?: readonly string[]
  signal?: AbortSignal
}

export interface RunCodeRequest {
  /** Body of an async function with the parameters `input` and `ctx`. */
  code: string
  input: unknown
  /** JSON; `ctx.secrets` and `ctx.readOutput` are added to it. */
  ctx: Record<string, unknown>
  /** What `await ctx.readOutput(nodeId)` gives. */
  readOutput?: (nodeId: string) => Promise<unknown>
  /** Gets what the code writes with `console`; bounded. */
  onLog?: (level: LogLevel, message: string) => void
  signal?: AbortSignal
  /** Cut to the sandbox's own limit. */
  timeoutMs?: number
}

/** Runs untrusted JavaScript in QuickJS on threads of its own. All methods throw {@link SandboxError}. */
export interface Sandbox {
  /**
   * The config with its expressions replaced by their values. A field that is exactly one `{{ … }}` becomes the value itself
   * (undefined: the field goes), any other text with the values in it. Without an expression no thread is used.
   */
  resolveConfig(request: ResolveConfigRequest): Promise<Record<string, unknown>>
  /** The value of one expression, written without the braces. */
  evaluate(request: { expression: string; scope: Scope; signal?: AbortSignal }): Promise<unknown>
  /** What the code returns; null when it returns nothing. */
  runCode(request: RunCodeRequest): Promise<unknown>
  /** Ends the threads; what still runs or waits fails. */
  close(): Promise<void>
}

/** A sandbox whose jobs a runner carries out: threads of Node or of a browser. */
export function createSandboxOn(runner: JobRunner, options: SandboxLimits = {}): Sandbox {
  const memoryBytes = options.memoryBytes ?? 64 * 1024 * 1024
  const secrets = options.secrets ?? {}
  const expressionLimits: JobLimits = { timeoutMs: options.expressionTimeoutMs ?? 1_000, memoryBytes }
  const codeTimeoutMs = options.codeTimeoutMs ?? 30_000

  /** The values of templates, in order. */
  async function resolve(
    fields: TemplateRequest[],
    scope: Scope,
    signal: AbortSignal | undefined,
    fail: FailureTranslator,
  ): Promise<unknown[]> {
    const sources = fields.flat().flatMap((part) => (typeof part === 'string' ? [] : [part.source]))
    const outputs = new Map<string, string | null>()
    const read = async (ids: readonly string[]): Promise<void> => {
      const missing = ids.filter((id) => !outputs.has(id))
      await Promise.all(
        missing.map(async (id) => {
          const output = await scope.readOutput?.(id)
          outputs.set(id, output === undefined ? null : toJsonText(output))
        }),
      )
    }
    await read(findNodeReferences(sources.map((source) => `{{${source}\n}}`)).ids)
    const names = (pattern: RegExp): boolean => sources.some((source) => pattern.test(source))
    const withInput = scope.input !== undefined && names(/\b(?:input|eval|arguments)\b/)
    const input = withInput ? toJsonText(scope.input) : undefined
    const usedSecrets = secrets === 'masked' ? null : names(/\b(?:secrets|eval|arguments)\b/) ? secrets : {}

    // Ids that only show when an expression runs are fetched then, and the expressions run again.
    for (let round = 0; round < MAX_READ_ROUNDS; round++) {
      const { execution } = scope
      const nodes = [...outputs]
      const request: JobRequest = { kind: 'expressions', fields, input, execution, secrets: usedSecrets, nodes }
      const result = await runner.run({ request, limits: expressionLimits, signal })
      if (result.status === 'failed') throw fail(result.failure)
      if (result.status === 'needs') await read(result.nodeIds)
      else if (result.status === 'values')
        return result.values.map((text) => (text === null ? undefined : parseJsonText(text)))
    }
    throw new SandboxError(
      'EXPRESSION_FAILED',
      `The expressions read more than ${MAX_READ_ROUNDS} nodes one after the other.`,
    )
  }

  return {
    async resolveConfig({ config, scope, skipPaths = [], signal }) {
      const found = findTemplates(config, skipPaths)
      if (found.length === 0) return config
      const fields = found.map(toTemplateRequest)
      const values = await resolve(fields, scope, signal, (failure) => {
        const field = failure.field === undefined ? undefined : found[failure.field]
        const path = failure.field === undefined ? undefined : formatPath(field?.path ?? [])
        const range = field && findErrorRange(field.template, failure)
        return expressionError(failure, expressionLimits, { path, range })
      })
      let next = 0
      return replaceTemplates(config, skipPaths, () => values[next++]) as Record<string, unknown>
    },

    async evaluate({ expression, scope, signal }) {
      const fail: FailureTranslator = (failure) => expressionError(failure, expressionLimits, {})
      const [value] = await resolve([[{ source: expression }]], scope, signal, fail)
      return value
    },

    async runCode({ code, input, ctx, readOutput, onLog, signal, timeoutMs }) {
      const limits = { timeoutMs: Math.min(timeoutMs || codeTimeoutMs, codeTimeoutMs), memoryBytes }
      const usedSecrets = secrets !== 'masked' && code.includes('secrets') ? secrets : {}
      const result = await runner.run({
        request: {
          kind: 'code',
          code,
          input: toJsonText(input ?? null),
          ctx: toJsonText({ ...ctx, secrets: usedSecrets }),
        },
        limits,
        signal,
        onLog,
        onRead: async (nodeId) => {
          const output = await readOutput?.(nodeId)
          return output === undefined ? null : toJsonText(output)
        },
      })
      if (result.status === 'returned') return parseJsonText(result.value)
      if (result.status === 'failed') throw codeError(result.failure, limits)
      throw new SandboxError('SANDBOX_FAILED', `The sandbox gave an answer that makes no sense: ${result.status}.`)
    },

    close: () => runner.close(),
  }
}

type FailureTranslator = (failure: Failure) => SandboxError

function toTemplateRequest({ path, template }: TemplateField): TemplateRequest {
  return parseTemplate(template).map((part) => {
    if (part.kind === 'text') return part.text
    if (part.closed) return { source: part.source }
    const at = formatPath(path)
    throw new SandboxError('EXPRESSION_FAILED', `The expression in ${at} is not closed: "}}" is missing.`, {
      path: at,
      expression: part.source,
      reason: '"}}" is missing',
      range: { from: part.start - 2, to: template.length },
    })
  })
}

function expressionError(
  failure: Failure,
  limits: JobLimits,
  { path, range }: { path?: string; range?: { from: number; to: number } },
): SandboxError {
  const general = generalError(failure, limits)
  if (general) return general
  const expression = failure.source?.trim()
  const where = path === undefined ? 'The expression' : `The expression in ${path}`
  const reason = `${failure.name}: ${failure.message}`
  return new SandboxError('EXPRESSION_FAILED', `${where} failed: ${reason}`, { path, expression, reason, range })
}

function codeError(failure: Failure, limits: JobLimits): SandboxError {
  const general = generalError(failure, limits)
  if (general) return general
  const { name, message, line, stack } = failure
  const at = line === undefined ? '' : ` (line ${line})`
  return new SandboxError('CODE_FAILED', `${name === 'Error' ? '' : `${name}: `}${message}${at}`, {
    line,
    guestStack: stack,
  })
}

function generalError(failure: Failure, limits: JobLimits): SandboxError | undefined {
  switch (failure.kind) {
    case 'timeout':
      return new SandboxError('TIMEOUT', timeoutMessage(limits.timeoutMs))
    case 'cancelled':
      return new SandboxError('CANCELLED', 'The code was stopped because its node run was.')
    case 'memory':
      return new SandboxError(
        'MEMORY',
        `The code needed more than ${Math.round(limits.memoryBytes / 1024 / 1024)} MiB of memory and was stopped.`,
      )
    case 'error':
      return undefined
  }
}
