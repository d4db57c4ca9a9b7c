import { randomUUID } from 'node:crypto'
import { claimStoredFiles, deleteStoredFiles } from '@spane/db'
import { EngineError, type WorkflowEngine } from '@spane/engine'
import type { TriggerContext } from '../trigger-context.ts'
import { accepted, problemAnswer, refusalAnswer } from './answer.ts'
import { answerByExecution } from './answer-by-execution.ts'
import { DeliveryRecorder } from './delivery-recorder.ts'
import { EndWaiter } from './end-waiter.ts'
import { HookError } from './hook-error.ts'
import { type CutDraft, findTarget, type HookTarget } from './hook-target.ts'
import { loadsAsCode } from './loads-as-code.ts'
import { type HookRequest, readRequest } from './read-request.ts'
import { UPLOAD_LIMITS, type UploadLimits } from './receive-upload.ts'
import { ReplayGuard } from './replay-guard.ts'

export interface HookHandlerOptions extends TriggerContext {
  engine: Pick<WorkflowEngine, 'startVersion' | 'store' | 'bus'>
  /** Values by name. */
  secrets: Readonly<Record<string, string>>
  /** Takes secrets out of what goes out. */
  redact?: (text: string) => string
  /** Of a body without files; default 8 MiB. */
  maxBodyBytes?: number
  /** Of a form with files. */
  uploadLimits?: Partial<UploadLimits>
  /** Absent: there are no test calls. */
  cutDraft?: CutDraft
}

export interface HookHandler {
  handle(request: Request): Promise<Response>
  /** Answers those who wait for an end with the address of the status, and writes what was received. */
  close(): Promise<void>
}

const MAX_BODY_BYTES = 8 * 1024 * 1024

/**
 * Serves the webhooks of published workflows, and those of drafts whose editor listens, as a fetch handler. When it answers
 * with an `executionId`, the execution is durable.
 */
export function createHookHandler(options: HookHandlerOptions): HookHandler {
  const { pool, engine, logger, now, redact = (text: string) => text } = options
  const logError = (error: unknown) => logger.error({ err: error }, 'Webhooks could not ask the database')
  const recorder = new DeliveryRecorder(pool, now, logError)
  const waiter = new EndWaiter(pool, engine.bus, logError)
  const replays = new ReplayGuard()

  const reading = {
    pool,
    workspaceId: options.workspaceId,
    secrets: options.secrets,
    now,
    maxBodyBytes: options.maxBodyBytes ?? MAX_BODY_BYTES,
    uploadLimits: { ...UPLOAD_LIMITS, ...options.uploadLimits },
    replays,
  }

  const start = async (request: Request, target: HookTarget, { input, key, fileIds }: HookRequest) => {
    const { triggerId, workflowId, origin } = target
    // A test is a new one each time: who repeats it wants to see it run. Files need a key: it says whose they are.
    const named = triggerId === null || key === undefined ? undefined : `hook:${triggerId}:${key}`
    const idempotencyKey = named ?? (fileIds.length > 0 ? `files:${randomUUID()}` : undefined)
    let created = false
    try {
      const version = await target.version()
      if (idempotencyKey !== undefined && fileIds.length > 0) {
        await claimStoredFiles(pool, fileIds, { workflowId, startKey: idempotencyKey })
      }
      const started = await engine.startVersion({
        ...version,
        input,
        origin,
        traceparent: request.headers.get('traceparent') ?? undefined,
        ...(idempotencyKey !== undefined && { idempotencyKey }),
      })
      created = started.created
      return { executionId: started.executionId, ...(created && { versionId: version.versionId }) }
    } finally {
      // Repeated, the request got the execution of the first, which has the files of the first.
      if (!created && fileIds.length > 0) await deleteStoredFiles(pool, fileIds)
    }
  }

  const answer = async (request: Request): Promise<Response> => {
    const url = new URL(request.url)
    const target = await findTarget(options, request.method, url.pathname)
    const { config, triggerId } = target
    try {
      const read = await readRequest(request, config, reading)
      const started = await start(request, target, read)
      const { executionId } = started
      if (triggerId !== null) recorder.started(triggerId, executionId, read.key)
      await target.started(executionId)
      return config.respond === 'at-once'
        ? accepted(executionId)
        : await answerByExecution({ store: engine.store, waiter, redact }, started, config, request.signal)
    } catch (error) {
      const refusal = toHookError(error)
      if (refusal && triggerId !== null) recorder.refused(triggerId, refusal.message)
      throw refusal ?? error
    }
  }

  return {
    async handle(request) {
      if (loadsAsCode(request)) {
        const message = 'A page of this installation cannot run what a workflow answers: fetch it as data'
        return problemAnswer(403, { code: 'NOT_AS_CODE', message })
      }
      try {
        return await answer(request)
      } catch (error) {
        const refusal = toHookError(error)
        if (refusal) return refusalAnswer(refusal)
        logger.error({ err: error }, 'A webhook could not be served')
        const message = 'This cannot be done right now; send the request again.'
        return problemAnswer(503, { code: 'UNAVAILABLE', message }, { 'retry-after': '5' })
      }
    },
    async close() {
      waiter.close()
      await recorder.flush()
    },
  }
}

function toHookError(error: unknown): HookError | undefined {
  if (error instanceof HookError) return error
  if (error instanceof EngineError && error.code === 'BAD_INPUT') return new HookError('BAD_BODY', error.message)
  if (error instanceof EngineError && error.code === 'OVERLOADED') {
    return new HookError('OVERLOADED', error.message, { 'retry-after': String(error.retryAfter ?? 5) })
  }
  return undefined
}
