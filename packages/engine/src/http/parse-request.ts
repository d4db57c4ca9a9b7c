import { checkSchema, formatPath } from '@spane/workflow'
import type { z } from 'zod'
import { EngineError } from '../engine-error.ts'

/**
 * Reads the body or the query of a request.
 * @throws EngineError BAD_REQUEST that says what is wrong with the first field that does not fit
 */
export function parseRequest<S extends z.ZodType>(
  schema: S,
  value: unknown,
  what: 'body' | 'query' = 'body',
): z.output<S> {
  const checked = checkSchema(schema, value, (path) => (path.length === 0 ? `The ${what}` : formatPath(path)))
  if ('data' in checked) return checked.data
  const [{ path, message } = { path: [], message: `The ${what} does not fit.` }] = checked.issues
  const field = path.join('.') || what
  // What a schema says itself need not name the field.
  const named = message.startsWith(formatPath(path)) || message.startsWith('The ')
  throw new EngineError('BAD_REQUEST', named ? message : `${formatPath(path)}: ${message}`, { field })
}
