import { z } from 'zod'
import { ApiError } from '../../errors/api-error.ts'

const MAX_ID_LENGTH = 200

/** Where a page ended: the moment that the list is sorted by, and the row's id. */
export interface Cursor {
  at: Date
  id: string
}

/** Writes a cursor as the opaque text that clients hand back. */
export function encodeCursor({ at, id }: Cursor): string {
  return Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')
}

const uuidSchema = z.guid()
const nameSchema = z.string().min(1).max(MAX_ID_LENGTH)

/**
 * Reads a cursor back; undefined for none.
 * @throws ApiError `BAD_CURSOR`
 */
export function decodeCursor(text: string | null | undefined, ids: 'uuid' | 'name'): Cursor | undefined {
  if (text === null || text === undefined) return undefined
  try {
    const [at, id] = z
      .tuple([z.iso.datetime(), ids === 'uuid' ? uuidSchema : nameSchema])
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { at: new Date(at), id }
  } catch (cause) {
    throw badCursor(cause)
  }
}

export function badCursor(cause: unknown): ApiError {
  return new ApiError('BAD_CURSOR', 'This place in the list is not known: load the list again.', {
    field: 'cursor',
    cause,
  })
}

/** Makes a page of rows that were read with one more than `limit`. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  keyOf: (row: Row) => Cursor,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null,
  }
}
