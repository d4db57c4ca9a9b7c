import type { Context, Hono } from 'hono'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { parseRequest } from './parse-request.ts'
import { cancelManySchema, rerunManySchema, rerunSchema, startManySchema } from './request-schemas.ts'

/** Re-runs, and requests about many executions at once (rule 8.3). */
export function addRerunRoutes(
  api: Hono,
  engine: WorkflowEngine,
  readBody: (context: Context) => Promise<unknown>,
): void {
  api.post('/executions', async (context) => {
    const { items } = parseRequest(startManySchema, await readBody(context))
    const starts = items.map(({ initialData, ...item }) => ({ ...item, input: initialData ?? {} }))
    return context.json({ items: await engine.enqueueMany(starts) })
  })

  api.post('/executions/cancel', async (context) => {
    const { ids } = parseRequest(cancelManySchema, await readBody(context))
    return context.json({ items: await engine.cancelMany(ids) })
  })

  api.post('/executions/rerun', async (context) => {
    const { ids, version } = parseRequest(rerunManySchema, await readBody(context))
    return context.json({ items: await engine.rerunMany(ids, { version }) })
  })

  api.post('/executions/:id/rerun', async (context) => {
    const body = parseRequest(rerunSchema, (await readBody(context)) ?? {})
    const { executionId } = await engine.rerun(context.req.param('id'), body)
    return context.json({ executionId }, 202)
  })
}
