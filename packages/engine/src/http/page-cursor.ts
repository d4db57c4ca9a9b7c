import { z } from 'zod'
import { EngineError } from '../engine-error.ts'

const cursorSchema = z.tuple([z.number(), z.string().min(1).max(100)])

/** Writes the key of a page's last row as the text that callers hand back. */
export function writeCursor(time: number, id: string): string {
  return Buffer.from(JSON.stringify([time, id])).toString('base64url')
}

/** @throws EngineError BAD_REQUEST when it is not one that this API gave */
export function readCursor(cursor: string): { time: number; id: string } {
  try {
    const [time, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { time, id }
  } catch (error) {
    throw new EngineError(
      'BAD_REQUEST',
      'The cursor is not one that this API gave: leave it out to begin with the first page',
      { field: 'cursor', cause: error },
    )
  }
}
