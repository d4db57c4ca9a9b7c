import type { EventBus } from '@spane/engine'
import type { ExecutionEvent } from '@spane/realtime'
import { z } from 'zod'
import { ChangedExecutions } from './changed-executions.ts'
import { EventFeed, type EventSource, type Follower } from './event-feed.ts'
import { type LiveServer, type LiveSocket, SocketFollower } from './socket-follower.ts'

/** What the hub needs of the store. */
export interface LiveStore extends EventSource<ExecutionEvent> {
  readExecution(executionId: string): Promise<{ workspaceId: string; eventSeq: number } | undefined>
}

export interface LiveHubOptions {
  io: LiveServer
  store: LiveStore
  bus: Pick<EventBus, 'subscribe'>
  workspaceId: string
  logger: { error: (details: object, message: string) => void }
  /** Milliseconds after which watched executions are read although nothing announced a change. */
  pollInterval?: number
  /** Least milliseconds between two `executions:changed`. */
  listInterval?: number
}

const MAX_WATCHES = 100
const WORKSPACE_ROOM = 'workspace'
const roomOf = (executionId: string) => `execution ${executionId}`

const watchSchema = z.object({ executionId: z.guid(), after: z.number().int().nonnegative() })
const unwatchSchema = z.object({ executionId: z.guid() })

/**
 * Serves the live protocol of `@spane/realtime`: every execution that somebody watches has one feed,
 * woken by the bus, and by a poll, because the bus may lose a message.
 */
export function startLiveHub(options: LiveHubOptions): { close(): void } {
  const { io, store, workspaceId, logger } = options
  const feeds = new Map<string, EventFeed<ExecutionEvent>>()
  const changed = new ChangedExecutions(options.listInterval ?? 250, (executionIds) => {
    io.to(WORKSPACE_ROOM).emit('executions:changed', { executionIds })
  })

  const logged = new ChangedExecutions(options.listInterval ?? 250, (executionIds) => {
    for (const executionId of executionIds) io.to(roomOf(executionId)).emit('execution:logged', { executionId })
  })

  const feedOf = (executionId: string): EventFeed<ExecutionEvent> => {
    let feed = feeds.get(executionId)
    if (!feed) {
      feed = new EventFeed(store, executionId, {
        onError: (error) => logger.error({ err: error, executionId }, 'Events could not be read'),
      })
      feeds.set(executionId, feed)
    }
    return feed
  }
  const leave = (executionId: string, follower: Follower<ExecutionEvent>) => {
    const feed = feeds.get(executionId)
    feed?.remove(follower)
    if (feed?.isEmpty) feeds.delete(executionId)
  }

  const unsubscribe = options.bus.subscribe((changes) => {
    for (const change of changes) {
      if (change.workspaceId !== workspaceId) continue
      if (change.logged && feeds.has(change.executionId)) logged.add(change.executionId)
      // Nothing happened but that.
      if (change.logged && change.seq === 0) continue
      feeds.get(change.executionId)?.wake()
      changed.add(change.executionId)
    }
  })
  const poll = setInterval(() => {
    for (const feed of feeds.values()) feed.wake()
  }, options.pollInterval ?? 1_000)

  const onConnection = (socket: LiveSocket) => {
    void socket.join(WORKSPACE_ROOM)
    const watches = new Map<string, SocketFollower<ExecutionEvent>>()
    const stop = (executionId: string) => {
      const follower = watches.get(executionId)
      if (!follower) return
      watches.delete(executionId)
      void socket.leave(roomOf(executionId))
      follower.end()
      leave(executionId, follower)
    }
    socket.on('execution:watch', async (request, reply) => {
      const answer = typeof reply === 'function' ? reply : () => undefined
      const parsed = watchSchema.safeParse(request)
      if (!parsed.success) return answer({ ok: false, code: 'BAD_REQUEST', message: 'The request is not valid' })
      const { executionId, after } = parsed.data
      // The answer to a new request replaces what an older one for the same execution still sends.
      stop(executionId)
      if (watches.size >= MAX_WATCHES) {
        return answer({ ok: false, code: 'TOO_MANY_WATCHES', message: 'This page follows too many executions' })
      }
      const follower = new SocketFollower<ExecutionEvent>(socket, after, (events) =>
        socket.emit('execution:events', { executionId, events }),
      )
      watches.set(executionId, follower)
      try {
        const execution = await store.readExecution(executionId)
        if (watches.get(executionId) !== follower) {
          return answer({ ok: false, code: 'SUPERSEDED', message: 'A newer request took the place of this one' })
        }
        if (execution?.workspaceId !== workspaceId) {
          watches.delete(executionId)
          return answer({ ok: false, code: 'EXECUTION_NOT_FOUND', message: 'There is no such execution' })
        }
        answer({ ok: true })
        void socket.join(roomOf(executionId))
        feedOf(executionId).add(follower)
      } catch (error) {
        if (watches.get(executionId) === follower) watches.delete(executionId)
        logger.error({ err: error, executionId }, 'A watch could not be started')
        answer({ ok: false, code: 'UNAVAILABLE', message: 'The execution cannot be read right now' })
      }
    })
    socket.on('execution:unwatch', (request) => {
      const parsed = unwatchSchema.safeParse(request)
      if (parsed.success) stop(parsed.data.executionId)
    })
    socket.on('disconnect', () => {
      for (const executionId of [...watches.keys()]) stop(executionId)
    })
  }
  io.on('connection', onConnection)

  return {
    close() {
      io.off('connection', onConnection)
      unsubscribe()
      clearInterval(poll)
      changed.close()
      logged.close()
      for (const feed of feeds.values()) feed.close()
      feeds.clear()
    },
  }
}
