import { isSameJson } from '../is-same-json.ts'
import type { ChooseSide, ConflictSubject, MergeConflict, MergeSide } from './merge-conflict.ts'

/** Decides field by field, and keeps what nobody has decided. */
export class Decider {
  readonly open: MergeConflict[] = []
  readonly #choose: ChooseSide

  constructor(choose: ChooseSide) {
    this.#choose = choose
  }

  /** The side that changed the value wins; of two equal changes theirs, so that nothing is left to send. */
  field({ kind, id }: ConflictSubject, field: string, base: unknown, mine: unknown, theirs: unknown): unknown {
    if (isSameJson(mine, base) || isSameJson(mine, theirs)) return theirs
    if (isSameJson(theirs, base)) return mine
    return this.side({ kind, id, field, base, mine, theirs }) === 'mine' ? mine : theirs
  }

  /** Who wins a conflict. Until it is decided, theirs: what others see stays as it is. */
  side(conflict: Omit<MergeConflict, 'key'>): MergeSide {
    const { kind, id, field } = conflict
    const keyed = { ...conflict, key: JSON.stringify([kind, id, field]) }
    const side = this.#choose(keyed)
    if (side === undefined) this.open.push(keyed)
    return side ?? 'theirs'
  }
}
