import { applyOperations } from '../apply-operations.ts'
import type { Workflow } from '../definition.ts'
import { operationsBetween } from '../diff/operations-between.ts'
import type { Operation } from '../operation.ts'
import type { ChooseSide, MergeConflict, MergeRenames } from './merge-conflict.ts'
import { mergeWorkflows } from './merge-workflows.ts'
import { NO_RENAMES, renameElements } from './rename-elements.ts'

/** A draft as the server had it at a revision. */
export interface ServerDraft {
  revision: number
  workflow: Workflow
}

/** Edits on their way to the server. Sent again unchanged until there is an answer, under the same id. */
export interface SentBatch {
  id: string
  operations: readonly Operation[]
}

/**
 * A client's copy of a draft, with the edits that the server has not taken yet.
 *
 * following (nothing unsent) → edited (`queue`) → sent (`head`) → following. Somebody else's change moves an edited copy to the
 * newer draft, or leaves it in conflict: then nothing is sent until each conflict is decided. While a batch is on its way the
 * copy stays where it is: the answer tells of everything in between.
 */
export interface DraftCopy {
  /** The newest draft that is known of the server. */
  readonly server: ServerDraft
  /** What the unsent edits were made on: the server's draft, except in conflict. */
  readonly base: Workflow
  readonly head: SentBatch | null
  /** Edits after the head, in order. */
  readonly queue: readonly Operation[]
  /** What the person sees: the base with head and queue. */
  readonly working: Workflow
  readonly conflicts: readonly MergeConflict[]
  /** Ids that elements of the working copy had to give up in the last step. */
  readonly renames: MergeRenames
}

export function openDraft(server: ServerDraft): DraftCopy {
  const { workflow } = server
  return { server, base: workflow, head: null, queue: [], working: workflow, conflicts: [], renames: NO_RENAMES }
}

/** What of a copy outlasts the page that it was edited on. */
export interface UnsentEdits extends Pick<DraftCopy, 'base' | 'head' | 'queue'> {
  /** Of `base`, where that is a draft that the server had. */
  revision: number
}

/**
 * A copy with edits of an earlier visit. With a batch that had no answer it stays where it was until there is one; otherwise
 * it moves to the draft as it is now, and may be in conflict with it.
 */
export function restoreDraft({ base, head, queue, revision }: UnsentEdits, server: ServerDraft): DraftCopy {
  const working = applyOperations(base, unsentOperations({ head, queue })).workflow
  const then = { revision, workflow: base }
  return followDraft({ server: then, base, head, queue, working, conflicts: [], renames: NO_RENAMES }, server)
}

/** The unsent edits, in order: applied to `base` they give `working`. */
export function unsentOperations({ head, queue }: Pick<DraftCopy, 'head' | 'queue'>): Operation[] {
  return [...(head?.operations ?? []), ...queue]
}

/** @throws OperationError when they do not apply to the working copy */
export function editDraft(copy: DraftCopy, operations: readonly Operation[]): DraftCopy {
  const working = applyOperations(copy.working, operations).workflow
  const edited = { ...copy, working, queue: [...copy.queue, ...operations], renames: NO_RENAMES }
  // The edit may be what ends the conflict, or it changes what is to be decided.
  return copy.conflicts.length > 0 ? moveTo(edited, copy.server) : edited
}

/** Makes the queue the batch that is sent. */
export function takeBatch(copy: DraftCopy, id: string): DraftCopy {
  if (copy.head || copy.queue.length === 0 || copy.conflicts.length > 0) return copy
  return { ...copy, head: { id, operations: copy.queue }, queue: [], renames: NO_RENAMES }
}

/**
 * The server has taken the head.
 * @param answer the draft with it, as far as it differs from the base with the head
 */
export function confirmBatch(
  copy: DraftCopy,
  answer: { revision: number; workflow?: Workflow; renames?: MergeRenames },
): DraftCopy {
  if (!copy.head) return copy
  const renames = answer.renames ?? NO_RENAMES
  const isAll = copy.queue.length === 0
  const sent = isAll ? copy.working : applyOperations(copy.base, copy.head.operations).workflow
  const base = renameElements(sent, renames)
  const working = isAll ? base : renameElements(copy.working, renames)
  const confirmed = { ...copy, head: null, base, working, renames }
  return moveTo(confirmed, { revision: answer.revision, workflow: answer.workflow ?? base })
}

/** The server has refused the head, because it conflicts with what the draft has become. */
export function refuseBatch(copy: DraftCopy, server: ServerDraft): DraftCopy {
  const queue = unsentOperations(copy)
  return moveTo({ ...copy, head: null, queue, renames: NO_RENAMES }, server)
}

/** Somebody else has changed the draft. Ignored while a batch is on its way. */
export function followDraft(copy: DraftCopy, server: ServerDraft): DraftCopy {
  return copy.head ? copy : moveTo({ ...copy, renames: NO_RENAMES }, server)
}

/** Decides conflicts; those that are left open stay. */
export function resolveConflicts(copy: DraftCopy, choose: ChooseSide): DraftCopy {
  return copy.conflicts.length === 0 ? copy : moveTo({ ...copy, renames: NO_RENAMES }, copy.server, choose)
}

function moveTo(copy: DraftCopy, server: ServerDraft, choose?: ChooseSide): DraftCopy {
  const { base, working } = copy
  const merged = mergeWorkflows({ base, mine: working, theirs: server.workflow, choose })
  // What was chosen is not kept by halves: a conflict that is left open leaves all of them open.
  if (merged.conflicts.length > 0) {
    const { conflicts } = choose ? mergeWorkflows({ base, mine: working, theirs: server.workflow }) : merged
    return { ...copy, server, conflicts }
  }
  return {
    ...copy,
    server,
    base: server.workflow,
    working: merged.workflow,
    queue: operationsBetween(server.workflow, merged.workflow),
    conflicts: [],
    renames: joinRenames(copy.renames, merged.renames),
  }
}

function joinRenames(first: MergeRenames, then: MergeRenames): MergeRenames {
  const join = (kind: keyof MergeRenames): Record<string, string> => {
    const later = new Map(Object.entries(then[kind]))
    const middle = new Set(Object.values(first[kind]))
    return Object.fromEntries([
      ...Object.entries(first[kind]).map(([from, to]) => [from, later.get(to) ?? to]),
      ...[...later].filter(([from]) => !middle.has(from)),
    ])
  }
  return { node: join('node'), note: join('note'), group: join('group') }
}
