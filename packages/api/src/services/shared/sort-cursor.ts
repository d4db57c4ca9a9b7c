import { z } from 'zod'
import { badCursor } from './cursor.ts'

/** Where a page of a list ended that can be sorted in several ways. */
export interface SortCursor {
  sortKey: string
  id: string
}

/** Longer than any name. */
const keySchema = z.string().max(1_000)

export function encodeSortCursor(sort: string, { sortKey, id }: SortCursor): string {
  return Buffer.from(JSON.stringify([sort, sortKey, id])).toString('base64url')
}

/**
 * Reads a cursor back; undefined for none.
 * @throws ApiError `BAD_CURSOR`, also for one of another order
 */
export function decodeSortCursor(text: string | null | undefined, sort: string): SortCursor | undefined {
  if (text === null || text === undefined) return undefined
  try {
    const [, sortKey, id] = z
      .tuple([z.literal(sort), sort === 'name' ? keySchema : keySchema.refine(isTime), z.string().min(1).max(200)])
      .parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return { sortKey, id }
  } catch (cause) {
    throw badCursor(cause)
  }
}

/** As PostgreSQL writes it: `2026-01-02 03:04:05.678+00`. */
function isTime(text: string): boolean {
  return /^\d{4,}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)*$/.test(text) && !Number.isNaN(Date.parse(text))
}
