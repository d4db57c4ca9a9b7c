import type { z } from 'zod'
import { EngineError } from '../engine-error.ts'

/** @throws EngineError BAD_REQUEST with the first field that does not fit */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.join('.') || 'body'
  throw new EngineError('BAD_REQUEST', `${field}: ${issue?.message ?? 'does not fit'}`, { field })
}
