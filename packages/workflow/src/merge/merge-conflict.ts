import { z } from 'zod'
import { idSchema } from '../definition-basics.ts'

/** What a conflict is about. `id` is empty for the workflow itself. */
export interface ConflictSubject {
  kind: 'workflow' | 'node' | 'note' | 'group'
  id: string
}

/** Both sides changed the same thing since their common base, to something different. */
export interface MergeConflict extends ConflictSubject {
  /** Names it among the conflicts of one merge, and again when the same merge is repeated. */
  key: string
  /** `config.url`, `name`, `position` …; null when one side deleted what the other edited. */
  field: string | null
  /** The value of the field, or the element; undefined where there is none. */
  base: unknown
  mine: unknown
  theirs: unknown
}

export type MergeSide = 'mine' | 'theirs'

/** Which side wins a conflict; undefined leaves it open. */
export type ChooseSide = (conflict: MergeConflict) => MergeSide | undefined

const idsSchema = z.record(idSchema, idSchema)

/** Ids that one side's new elements had to give up, because the other side had taken them: old id → new id. */
export const mergeRenamesSchema = z.object({ node: idsSchema, note: idsSchema, group: idsSchema })
export type MergeRenames = z.infer<typeof mergeRenamesSchema>
