import type { Context, Hono } from 'hono'
import type { WorkflowEngine } from '../workflow-engine.ts'
import { parseBody } from './parse-body.ts'
import { cancelManySchema, rerunManySchema, rerunSchema, startManySchema } from './request-schemas.ts'

/** Re-runs, and requests about many executions at once (rule 8.3). */
export function addRerunRoutes(
  api: Hono,
  engine: WorkflowEngine,
  readBody: (context: Context) => Promise<unknown>,
): void {
  api.post('/executions', async (context) => {
    const { items } = parseBody(startManySchema, await readBody(context))
    const starts = items.map(({ initialData, ...item }) => ({ ...item, input: initialData ?? {} }))
    return context.json({ items: await engine.enqueueMany(starts) })
  })

  api.post('/executions/cancel', async (context) => {
    const { ids } = parseBody(cancelManySchema, await readBody(context))
    return context.json({ items: await engine.cancelMany(ids) })
  })

  api.post('/executions/rerun', async (context) => {
    const { ids, version } = parseBody(rerunManySchema, await readBody(context))
    return context.json({ items: await engine.rerunMany(ids, { version }) })
  })

  api.post('/executions/:id/rerun', async (context) => {
    const body = parseBody(rerunSchema, (await readBody(context)) ?? {})
    const { executionId } = await engine.rerun(context.req.param('id'), body)
    return context.json({ executionId }, 202)
  })
}
