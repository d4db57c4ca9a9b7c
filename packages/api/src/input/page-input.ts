import { z } from 'zod'

export const DEFAULT_PAGE_SIZE = 50
const MAX_PAGE_SIZE = 200

/** Fields that every list takes. */
export const pageInputShape = {
  /** `nextCursor` of the page before. */
  cursor: z.string().max(1_000).nullish(),
  limit: z.number().int().min(1).max(MAX_PAGE_SIZE).default(DEFAULT_PAGE_SIZE),
}
