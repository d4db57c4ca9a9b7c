import type { Context, Hono } from 'hono'
import { EngineError } from '../engine-error.ts'
import type { LetterBatchRow } from '../execution/letter-batch.ts'
import type { DeadLetterGroup } from '../ports/dead-letter-store.ts'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { readDlqPage } from './dlq-page.ts'
import { batchesQuerySchema, batchItemsQuerySchema, groupsQuerySchema, startBatchSchema } from './letter-schemas.ts'
import { readCursor, writeCursor } from './page-cursor.ts'
import { parseRequest } from './parse-request.ts'
import { retrySchema } from './request-schemas.ts'

const time = (ms: number) => new Date(ms).toISOString()
const BY = { by: 'api' as const }

/** Dead letters: alone, in groups, and in batches (rules 6.1 to 6.6). */
export function addLetterRoutes(
  api: Hono,
  engine: WorkflowEngine,
  options: { readBody: (context: Context) => Promise<unknown>; answer: (value: unknown) => Response },
): void {
  const { readBody, answer } = options
  const { deadLetters } = engine

  api.get('/dlq', async (context) => answer(await readDlqPage(engine, context.req.query())))

  api.get('/dlq/groups', async (context) => {
    const { limit, cursor, since, ...filter } = parseRequest(groupsQuerySchema, context.req.query(), 'query')
    const before = cursor === undefined ? undefined : readCursor(cursor)
    const groups = await deadLetters.groups({
      ...filter,
      limit: limit + 1,
      ...(since !== undefined && { since: Date.parse(since) }),
      ...(before && { before: { lastFailedAt: before.time, fingerprint: before.id } }),
    })
    const page = groups.slice(0, limit)
    const last = groups.length > limit && page.at(-1)
    const nextCursor = last ? writeCursor(last.lastFailedAt, last.fingerprint) : null
    return answer({ items: page.map(toGroup), nextCursor })
  })

  api.post('/dlq/batches', async (context) => {
    const { letters, ...body } = parseRequest(startBatchSchema, await readBody(context))
    const about = 'ids' in letters ? letters : { ...letters, ...timesOf(letters) }
    return context.json(toBatch(await deadLetters.startBatch({ ...body, letters: about, ...BY })), 202)
  })

  api.get('/dlq/batches', async (context) => {
    const { limit, cursor, open } = parseRequest(batchesQuerySchema, context.req.query(), 'query')
    const before = cursor === undefined ? undefined : readCursor(cursor)
    const rows = await deadLetters.batches({
      limit: limit + 1,
      ...(open !== undefined && { open }),
      ...(before && { before: { createdAt: before.time, id: before.id } }),
    })
    const page = rows.slice(0, limit)
    const last = rows.length > limit && page.at(-1)
    return context.json({ items: page.map(toBatch), nextCursor: last ? writeCursor(last.createdAt, last.id) : null })
  })

  api.get('/dlq/batches/:id', async (context) =>
    context.json(toBatch(await deadLetters.batch(context.req.param('id')))),
  )

  api.get('/dlq/batches/:id/items', async (context) => {
    const { limit, after, status } = parseRequest(batchItemsQuerySchema, context.req.query(), 'query')
    const rows = await deadLetters.batchItems(context.req.param('id'), {
      limit: limit + 1,
      ...(after !== undefined && { after }),
      ...(status !== undefined && { status: [status] }),
    })
    const items = rows.slice(0, limit).map(({ batchId: _, ...item }) => item)
    return answer({ items, nextAfter: rows.length > limit ? (items.at(-1)?.position ?? null) : null })
  })

  api.post('/dlq/batches/:id/continue', async (context) =>
    context.json(toBatch(await deadLetters.continueBatch(context.req.param('id')))),
  )

  api.post('/dlq/batches/:id/cancel', async (context) =>
    context.json(toBatch(await deadLetters.cancelBatch(context.req.param('id')))),
  )

  api.get('/dlq/:id/history', async (context) => {
    const entries = await deadLetters.history(context.req.param('id'))
    return answer({ items: entries.map(({ letterId: _, at, ...entry }) => ({ ...entry, at: time(at) })) })
  })

  api.post('/dlq/:id/retry', async (context) => {
    const { input, version } = parseRequest(retrySchema, (await readBody(context)) ?? {})
    const executionId = await engine.retryDeadLetter(context.req.param('id'), {
      input,
      ...BY,
      ...(version && { version }),
    })
    return context.json({ executionId }, 202)
  })

  const setAside = {
    discard: (id: string) => engine.discardDeadLetter(id, BY),
    restore: (id: string) => engine.restoreDeadLetter(id, BY),
  }
  for (const [name, act] of Object.entries(setAside)) {
    api.post(`/dlq/:id/${name}`, async (context) => {
      const id = context.req.param('id') as string
      await act(id)
      const letter = await engine.store.readDeadLetter(id)
      if (!letter) throw new EngineError('DEAD_LETTER_NOT_FOUND', 'The dead letter was removed meanwhile')
      return context.json({ id, status: letter.status })
    })
  }
}

function timesOf({ since, until }: { since?: string | undefined; until?: string | undefined }) {
  return {
    since: since === undefined ? undefined : Date.parse(since),
    until: until === undefined ? undefined : Date.parse(until),
  }
}

function toGroup({ workspaceId: _, errorCode, errorMessage, firstFailedAt, lastFailedAt, ...rest }: DeadLetterGroup) {
  const error = { code: errorCode, message: errorMessage }
  return { ...rest, error, firstFailedAt: time(firstFailedAt), lastFailedAt: time(lastFailedAt) }
}

function toBatch({ workspaceId: _, versionIds: __, createdAt, updatedAt, endedAt, ...rest }: LetterBatchRow) {
  const ended = endedAt === null ? null : time(endedAt)
  return { ...rest, createdAt: time(createdAt), updatedAt: time(updatedAt), endedAt: ended }
}
