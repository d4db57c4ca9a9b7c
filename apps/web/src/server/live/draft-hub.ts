import { type DraftChange, type EditorPerson, editorPersonSchema } from '@spane/realtime'
import { idSchema } from '@spane/workflow'
import { z } from 'zod'
import type { DraftSource } from './draft-source.ts'
import { EventFeed } from './event-feed.ts'
import { type LiveServer, type LiveSocket, SocketFollower } from './socket-follower.ts'

export interface DraftHubOptions {
  io: LiveServer
  source: DraftSource
  logger: { error: (details: object, message: string) => void }
  /** Milliseconds after which open drafts are looked at although nothing announced a change: another process may have made it. */
  pollInterval?: number
  /** Least milliseconds between two lists of people. */
  peopleInterval?: number
}

export interface DraftHub {
  /** A draft was changed in this process. */
  changed(workflowId: string): void
  close(): void
}

const MAX_WATCHES = 20
/** Most people who are told of one another. */
const MAX_PEOPLE = 50
const roomOf = (workflowId: string) => `draft ${workflowId}`

const watchSchema = z.object({
  workflowId: idSchema,
  after: z.number().int().nonnegative(),
  person: editorPersonSchema,
})
const personSchema = z.object({ workflowId: idSchema, person: editorPersonSchema })
const unwatchSchema = z.object({ workflowId: idSchema })

/** Who has a draft open in this process, and what they are sent of it. */
interface OpenDraft {
  feed: EventFeed<DraftChange>
  people: Map<string, EditorPerson>
  /** As it was when it was last looked at. */
  revision: number
  announcing: ReturnType<typeof setTimeout> | undefined
}

/**
 * Sends every change of a draft to all who have it open, in order, and tells them of one another. People are known in the process
 * that they are connected to; whoever closes the page or loses the connection is gone.
 */
export function startDraftHub(options: DraftHubOptions): DraftHub {
  const { io, source, logger } = options
  const open = new Map<string, OpenDraft>()

  const openDraft = (workflowId: string): OpenDraft => {
    let draft = open.get(workflowId)
    if (!draft) {
      const feed = new EventFeed<DraftChange>(source, workflowId, {
        batchSize: 100,
        onError: (error) => logger.error({ err: error, workflowId }, 'Changes of a draft could not be read'),
      })
      draft = { feed, people: new Map(), revision: 0, announcing: undefined }
      open.set(workflowId, draft)
    }
    return draft
  }
  const announce = (workflowId: string, draft: OpenDraft) => {
    draft.announcing ??= setTimeout(() => {
      draft.announcing = undefined
      const people = [...draft.people.values()].slice(0, MAX_PEOPLE)
      io.to(roomOf(workflowId)).emit('draft:people', { workflowId, people })
    }, options.peopleInterval ?? 50)
  }

  let polling = false
  const poll = setInterval(async () => {
    if (open.size === 0 || polling) return
    polling = true
    try {
      for (const { id, revision } of await source.readRevisions([...open.keys()])) {
        const draft = open.get(id)
        if (!draft || draft.revision === revision) continue
        draft.revision = revision
        draft.feed.wake()
      }
    } catch (error) {
      logger.error({ err: error }, 'Drafts could not be looked at')
    } finally {
      polling = false
    }
  }, options.pollInterval ?? 1_000)

  const onConnection = (socket: LiveSocket) => {
    const watches = new Map<string, SocketFollower<DraftChange>>()
    const stop = (workflowId: string) => {
      const follower = watches.get(workflowId)
      const draft = open.get(workflowId)
      if (!follower || !draft) return
      watches.delete(workflowId)
      void socket.leave(roomOf(workflowId))
      follower.end()
      draft.feed.remove(follower)
      draft.people.delete(socket.id)
      if (draft.people.size > 0) return announce(workflowId, draft)
      clearTimeout(draft.announcing)
      draft.feed.close()
      open.delete(workflowId)
    }
    socket.on('draft:watch', (request, reply) => {
      const answer = typeof reply === 'function' ? reply : () => undefined
      const parsed = watchSchema.safeParse(request)
      if (!parsed.success) return answer({ ok: false, code: 'BAD_REQUEST', message: 'The request is not valid' })
      const { workflowId, after, person } = parsed.data
      stop(workflowId)
      if (watches.size >= MAX_WATCHES) {
        return answer({ ok: false, code: 'TOO_MANY_WATCHES', message: 'This page follows too many workflows' })
      }
      const follower = new SocketFollower<DraftChange>(socket, after, (changes) =>
        socket.emit('draft:changes', { workflowId, changes }),
      )
      watches.set(workflowId, follower)
      void socket.join(roomOf(workflowId))
      const draft = openDraft(workflowId)
      draft.people.set(socket.id, person)
      answer({ ok: true })
      draft.feed.add(follower)
      announce(workflowId, draft)
    })
    socket.on('draft:person', (request) => {
      const parsed = personSchema.safeParse(request)
      if (!parsed.success) return
      const { workflowId, person } = parsed.data
      const draft = open.get(workflowId)
      if (!draft?.people.has(socket.id)) return
      draft.people.set(socket.id, person)
      announce(workflowId, draft)
    })
    socket.on('draft:unwatch', (request) => {
      const parsed = unwatchSchema.safeParse(request)
      if (parsed.success) stop(parsed.data.workflowId)
    })
    socket.on('disconnect', () => {
      for (const workflowId of [...watches.keys()]) stop(workflowId)
    })
  }
  io.on('connection', onConnection)

  return {
    changed(workflowId) {
      open.get(workflowId)?.feed.wake()
    },
    close() {
      io.off('connection', onConnection)
      clearInterval(poll)
      for (const draft of open.values()) {
        clearTimeout(draft.announcing)
        draft.feed.close()
      }
      open.clear()
    },
  }
}
