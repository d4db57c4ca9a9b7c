import { EngineError, type EngineErrorCode } from './engine-error.ts'

/** Most items of one call. */
export const MAX_BULK = 1_000
/** Items at work at the same time: the store gathers them into transactions. */
const AT_ONCE = 100

/** What became of one item. */
export type BulkResult<T> =
  | ({ ok: true } & T)
  | { ok: false; error: { code: EngineErrorCode; message: string; field?: string } }

/** @throws EngineError BAD_REQUEST when there are too many */
export function boundBulk<T>(items: T[]): T[] {
  if (items.length <= MAX_BULK) return items
  const message = `At most ${MAX_BULK.toLocaleString('en')} at a time: these are ${items.length.toLocaleString('en')}`
  throw new EngineError('BAD_REQUEST', message, { field: 'items' })
}

/**
 * Does the same to many items and answers a result an item, in their order. What the engine refuses is the result of that
 * item; when the store goes away, so are all that are left.
 */
export async function inBulk<T, R>(items: readonly T[], act: (item: T) => Promise<R>): Promise<BulkResult<R>[]> {
  boundBulk([...items])
  const results: BulkResult<R>[] = []
  for (let from = 0; from < items.length; from += AT_ONCE) {
    const part = items.slice(from, from + AT_ONCE).map(async (item): Promise<BulkResult<R>> => {
      try {
        return { ok: true, ...(await act(item)) }
      } catch (error) {
        if (error instanceof EngineError) return { ok: false, error: toBulkError(error) }
        const message = 'The store did not answer; whether this was done is not known'
        return { ok: false, error: { code: 'STORE_UNAVAILABLE', message } }
      }
    })
    results.push(...(await Promise.all(part)))
  }
  return results
}

/** What a result of a bulk request says of an item that was refused. */
export function toBulkError(error: EngineError): { code: EngineErrorCode; message: string; field?: string } {
  const { code, message, field } = error
  return { code, message, ...(field !== undefined && { field }) }
}
