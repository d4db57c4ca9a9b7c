import { randomUUID } from 'node:crypto'
import type { TextChannel } from '@spane/engine'
import { type DraftChange, type DraftStatus, type EditorPerson, editorPersonSchema } from '@spane/realtime'
import { idSchema, isSameJson } from '@spane/workflow'
import { z } from 'zod'
import { type DraftMessage, decodeDraftMessage, encodeDraftMessage, fitSelection } from './draft-message.ts'
import { DraftPeople } from './draft-people.ts'
import type { DraftSource } from './draft-source.ts'
import { EventFeed } from './event-feed.ts'
import { type LiveServer, type LiveSocket, SocketFollower } from './socket-follower.ts'

export interface DraftHubOptions {
  io: LiveServer
  source: DraftSource
  logger: { error: (details: object, message: string) => void }
  /** To the other web processes. */
  channel: TextChannel
  /** Milliseconds between two rounds through the open drafts: what the channel lost is made up for then. */
  roundInterval?: number
  /** Least milliseconds between two lists of people. */
  peopleInterval?: number
}

export interface DraftHub {
  /** A draft was changed, published, deleted or restored in this process. */
  changed(workflowId: string): void
  close(): void
}

const MAX_WATCHES = 20
/** Most people who are told of one another. */
const MAX_PEOPLE = 50
/** Rounds without a word after which the people of another process are gone. */
const SILENT_ROUNDS = 3
const roomOf = (workflowId: string) => `draft ${workflowId}`

const visiblePersonSchema = editorPersonSchema.transform(fitSelection)
const watchSchema = z.object({
  workflowId: idSchema,
  after: z.number().int().nonnegative(),
  person: visiblePersonSchema,
})
const personSchema = z.object({ workflowId: idSchema, person: visiblePersonSchema })
const unwatchSchema = z.object({ workflowId: idSchema })

/** A draft that somebody has open in this process. */
interface OpenDraft {
  feed: EventFeed<DraftChange>
  people: DraftPeople
  /** By editor: what other processes have not been told of those here. */
  untold: Map<string, DraftMessage>
  /** As it was when it was last looked at. */
  revision: number
  status: DraftStatus | undefined
  announcing: ReturnType<typeof setTimeout> | undefined
}

/**
 * Sends every change of a draft to all who have it open, in order, and tells them of one another, in whichever web process they are.
 * Whoever closes the page or loses the connection is gone; so are, after a while of silence, those of a process that died.
 */
export function startDraftHub(options: DraftHubOptions): DraftHub {
  const { io, source, channel, logger } = options
  const roundInterval = options.roundInterval ?? 3_000
  const self = randomUUID()
  const open = new Map<string, OpenDraft>()
  const tell = (message: DraftMessage) => channel.publish(encodeDraftMessage(self, message))

  const openDraft = (workflowId: string): OpenDraft => {
    let draft = open.get(workflowId)
    if (!draft) {
      const feed = new EventFeed<DraftChange>(source, workflowId, {
        batchSize: 100,
        onError: (error) => logger.error({ err: error, workflowId }, 'Changes of a draft could not be read'),
      })
      draft = {
        feed,
        people: new DraftPeople(),
        untold: new Map(),
        revision: 0,
        status: undefined,
        announcing: undefined,
      }
      open.set(workflowId, draft)
      rounds ??= setInterval(round, roundInterval)
    }
    return draft
  }
  const tellLeft = (workflowId: string, draft: OpenDraft, { clientId }: EditorPerson) => {
    draft.untold.set(clientId, { kind: 'left', workflowId, clientId })
  }
  const close = (workflowId: string, draft: OpenDraft) => {
    clearTimeout(draft.announcing)
    for (const message of draft.untold.values()) tell(message)
    draft.feed.close()
    open.delete(workflowId)
    if (open.size > 0) return
    clearInterval(rounds)
    rounds = undefined
  }
  const announce = (workflowId: string, draft: OpenDraft) => {
    draft.announcing ??= setTimeout(() => {
      draft.announcing = undefined
      for (const message of draft.untold.values()) tell(message)
      draft.untold.clear()
      io.to(roomOf(workflowId)).emit('draft:people', { workflowId, people: draft.people.all().slice(0, MAX_PEOPLE) })
    }, options.peopleInterval ?? 50)
  }
  const tellOf = (workflowId: string, draft: OpenDraft, person: EditorPerson, isNew: boolean) => {
    const untold = draft.untold.get(person.clientId)
    const wasNew = untold?.kind === 'here' && untold.isNew
    draft.untold.set(person.clientId, { kind: 'here', workflowId, person, isNew: isNew || wasNew })
    announce(workflowId, draft)
  }

  const unsubscribe = channel.subscribe((text) => {
    const { from, message } = decodeDraftMessage(text) ?? {}
    const draft = message && open.get(message.workflowId)
    if (!draft || from === undefined || from === self) return
    const { workflowId } = message
    if (message.kind === 'changed') return void look([workflowId])
    if (message.kind === 'left') {
      if (draft.people.hearLeft(from, message.clientId)) announce(workflowId, draft)
      return
    }
    if (draft.people.hear(from, message.person, message.isNew)) announce(workflowId, draft)
    if (message.isNew) for (const person of draft.people.here) tellOf(workflowId, draft, person, false)
  })

  const wanted = new Set<string>()
  let looking = false
  /** Finds out what has become of drafts. One look after the other, so that the newest is the last. */
  const look = async (workflowIds: Iterable<string>) => {
    for (const workflowId of workflowIds) wanted.add(workflowId)
    if (looking) return
    looking = true
    while (wanted.size > 0) {
      const ids = [...wanted]
      wanted.clear()
      await lookAt(ids)
    }
    looking = false
  }
  const lookAt = async (workflowIds: string[]) => {
    try {
      const states = new Map((await source.readStates(workflowIds)).map((state) => [state.id, state]))
      for (const workflowId of workflowIds) {
        const draft = open.get(workflowId)
        if (!draft) continue
        const { revision = draft.revision, publishedVersion = null } = states.get(workflowId) ?? {}
        const status = { publishedVersion, isDeleted: !states.has(workflowId) }
        if (!isSameJson(status, draft.status)) {
          draft.status = status
          io.to(roomOf(workflowId)).emit('draft:status', { workflowId, status })
        }
        if (revision === draft.revision) continue
        draft.revision = revision
        draft.feed.wake()
      }
    } catch (error) {
      logger.error({ err: error }, 'Drafts could not be looked at')
    }
  }

  /** Only while a draft is open. */
  let rounds: ReturnType<typeof setInterval> | undefined
  const round = () => {
    for (const [workflowId, draft] of open) {
      for (const person of draft.people.here) tell({ kind: 'here', workflowId, person, isNew: false })
      if (draft.people.expire(SILENT_ROUNDS * roundInterval)) announce(workflowId, draft)
    }
    void look(open.keys())
  }

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
      const gone = draft.people.leave(socket.id)
      if (gone) tellLeft(workflowId, draft, gone)
      if (draft.feed.isEmpty) close(workflowId, draft)
      else announce(workflowId, draft)
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
      draft.people.enter(socket.id, person)
      answer({ ok: true })
      draft.feed.add(follower)
      tellOf(workflowId, draft, person, true)
      if (draft.status) socket.emit('draft:status', { workflowId, status: draft.status })
      else void look([workflowId])
    })
    socket.on('draft:person', (request) => {
      const parsed = personSchema.safeParse(request)
      if (!parsed.success) return
      const { workflowId } = parsed.data
      const draft = open.get(workflowId)
      const person = draft?.people.update(socket.id, parsed.data.person)
      if (draft && person) tellOf(workflowId, draft, person, false)
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
      if (open.has(workflowId)) void look([workflowId])
      tell({ kind: 'changed', workflowId })
    },
    close() {
      io.off('connection', onConnection)
      unsubscribe()
      for (const [workflowId, draft] of open) {
        for (const person of draft.people.here) tellLeft(workflowId, draft, person)
        close(workflowId, draft)
      }
    },
  }
}
