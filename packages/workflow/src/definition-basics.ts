import { z } from 'zod'

export const positionSchema = z.object({ x: z.number(), y: z.number() })
export type Position = z.infer<typeof positionSchema>

// What PostgreSQL's text columns cannot hold as it is: control characters (NUL above all) and lone surrogates.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused here
export const CLEAN_TEXT = /^[^\u0000-\u001f\u007f\ud800-\udfff]*$/u

/** Node, edge and workflow ids: readable, at most 200 characters, no control characters. */
export const idSchema = z
  .string()
  .min(1, 'An id may not be empty.')
  .max(200, 'An id has at most 200 characters.')
  .regex(CLEAN_TEXT, 'An id may not hold control characters or broken Unicode.')
  // As a key of plain objects this one would set their prototype instead.
  .refine((id) => id !== '__proto__', 'An id may not be "__proto__".')

/** Names of workflows and nodes, for people. */
export const nameSchema = z
  .string()
  .max(200, 'A name has at most 200 characters.')
  .regex(CLEAN_TEXT, 'A name may not hold line breaks, control characters or broken Unicode.')

export const workflowNameSchema = nameSchema.min(1, 'A workflow needs a name.')
