import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import { describe, expect, it, vi } from 'vitest'
import { createLiveClient, type LiveClientOptions } from './client.ts'
import type { ExecutionEvent } from './event.ts'
import { type ExecutionView, emptyExecutionView } from './execution-view.ts'
import type { ClientToServerEvents, ServerToClientEvents } from './protocol.ts'

type ServerSocket = Socket<ClientToServerEvents, ServerToClientEvents>
type WatchRequest = { executionId: string; after: number }
type WatchReply = Parameters<ClientToServerEvents['execution:watch']>[1]

const event = (seq: number): ExecutionEvent => ({
  seq,
  at: new Date(seq).toISOString(),
  type: 'node',
  nodeId: 'a',
  status: 'ready',
})

/** A server that keeps a log of events and answers like the real one, unless a test takes over. */
async function startServer() {
  const http = createServer()
  const io = new Server<ClientToServerEvents, ServerToClientEvents>(http)
  const log: ExecutionEvent[] = []
  const requests: WatchRequest[] = []
  const unwatched: string[] = []
  let answer = (socket: ServerSocket, request: WatchRequest, reply: WatchReply) => {
    const events = log.filter((item) => item.seq > request.after)
    if (events.length > 0)
      socket.emit('execution:events', {
        executionId: request.executionId,
        events,
      })
    reply({ ok: true })
  }
  io.on('connection', (socket) => {
    socket.on('execution:watch', (request, reply) => {
      requests.push(request)
      answer(socket, request, reply)
    })
    socket.on('execution:unwatch', ({ executionId }) => unwatched.push(executionId))
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    io,
    log,
    requests,
    unwatched,
    answerWith: (next: typeof answer) => {
      answer = next
    },
    send: (...events: ExecutionEvent[]) => io.emit('execution:events', { executionId: 'e', events }),
    async [Symbol.asyncDispose]() {
      await io.close()
    },
  }
}

function connect(url: string, options: LiveClientOptions = { retryDelay: 5 }) {
  const client = createLiveClient(url, options)
  return Object.assign(client, { [Symbol.dispose]: () => client.close() })
}

const collect = () => {
  const seqs: number[] = []
  return { seqs, onView: (view: ExecutionView) => void seqs.push(view.seq) }
}

describe('createLiveClient', () => {
  it('sends what is missing since the first view, then what follows', async () => {
    await using server = await startServer()
    server.log.push(event(1), event(2), event(3))
    using client = connect(server.url)
    const { seqs, onView } = collect()
    client.watchExecution('e', { ...emptyExecutionView(), seq: 1 }, onView)
    await vi.waitFor(() => expect(seqs).toEqual([3]))
    expect(server.requests).toEqual([{ executionId: 'e', after: 1 }])
    server.send(event(4))
    await vi.waitFor(() => expect(seqs).toEqual([3, 4]))
  })

  it('ignores events that it already has', async () => {
    await using server = await startServer()
    using client = connect(server.url)
    const { seqs, onView } = collect()
    client.watchExecution('e', emptyExecutionView(), onView)
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    server.send(event(1))
    server.send(event(1), event(2))
    await vi.waitFor(() => expect(seqs).toEqual([1, 2]))
  })

  it('asks again from the last event that it has when one is missing', async () => {
    await using server = await startServer()
    using client = connect(server.url)
    const { seqs, onView } = collect()
    client.watchExecution('e', emptyExecutionView(), onView)
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    server.log.push(event(1), event(2), event(3))
    server.send(event(1))
    server.send(event(3))
    await vi.waitFor(() => expect(seqs).toEqual([1, 3]))
    expect(server.requests.at(-1)).toEqual({ executionId: 'e', after: 1 })
  })

  it('asks again when a batch cannot be read', async () => {
    await using server = await startServer()
    using client = connect(server.url)
    const { seqs, onView } = collect()
    client.watchExecution('e', emptyExecutionView(), onView)
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    server.log.push(event(1))
    server.io.emit('execution:events', {
      executionId: 'e',
      events: [{ seq: 'one' }] as never,
    })
    await vi.waitFor(() => expect(seqs).toEqual([1]))
  })

  it('asks again when a request stays unanswered', async () => {
    await using server = await startServer()
    const answers: (() => void)[] = []
    server.answerWith((_socket, _request, reply) => {
      // The first request is never answered.
      if (server.requests.length > 1) answers.push(() => reply({ ok: true }))
    })
    using client = connect(server.url, { replyTimeout: 20, retryDelay: 5 })
    client.watchExecution('e', emptyExecutionView(), () => {})
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0))
  })

  it('continues without a gap when the connection was lost', async () => {
    await using server = await startServer()
    using client = connect(server.url)
    const { seqs, onView } = collect()
    const states: string[] = []
    const changes: (readonly string[])[] = []
    client.onState((state) => states.push(state))
    client.onExecutionsChanged((ids) => changes.push(ids))
    client.watchExecution('e', emptyExecutionView(), onView)
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    server.send(event(1))
    await vi.waitFor(() => expect(seqs).toEqual([1]))
    server.log.push(event(1), event(2))
    server.io.disconnectSockets(true)
    await vi.waitFor(() => expect(seqs).toEqual([1, 2]), { timeout: 5_000 })
    expect(server.requests.at(-1)).toEqual({ executionId: 'e', after: 1 })
    expect(states).toEqual(['reconnecting', 'connected', 'reconnecting', 'connected'])
    expect(changes).toEqual([[], []])
  })

  it('shares one subscription among all who watch an execution and ends it with the last', async () => {
    await using server = await startServer()
    using client = connect(server.url)
    const first = collect()
    const second = collect()
    const stopFirst = client.watchExecution('e', emptyExecutionView(), first.onView)
    await vi.waitFor(() => expect(server.requests).toHaveLength(1))
    server.send(event(1))
    await vi.waitFor(() => expect(first.seqs).toEqual([1]))
    const stopSecond = client.watchExecution('e', emptyExecutionView(), second.onView)
    expect(second.seqs).toEqual([1])
    expect(server.requests).toHaveLength(1)
    stopFirst()
    server.send(event(2))
    await vi.waitFor(() => expect(second.seqs).toEqual([1, 2]))
    expect(first.seqs).toEqual([1])
    expect(server.unwatched).toEqual([])
    stopSecond()
    await vi.waitFor(() => expect(server.unwatched).toEqual(['e']))
  })

  it('tells why an execution is refused and does not ask again', async () => {
    await using server = await startServer()
    server.answerWith((_socket, _request, reply) =>
      reply({ ok: false, code: 'NOT_FOUND', message: 'No such execution' }),
    )
    using client = connect(server.url)
    const onRefused = vi.fn()
    client.watchExecution('e', emptyExecutionView(), () => {}, onRefused)
    await vi.waitFor(() => expect(onRefused).toHaveBeenCalledWith(expect.objectContaining({ code: 'NOT_FOUND' })))
    expect(server.requests).toHaveLength(1)
  })

  it('passes on which executions changed, and that any may have before it was connected', async () => {
    await using server = await startServer()
    using client = connect(server.url)
    const changes: (readonly string[])[] = []
    const stop = client.onExecutionsChanged((ids) => changes.push(ids))
    await vi.waitFor(() => expect(client.state).toBe('connected'))
    server.io.emit('executions:changed', { executionIds: ['e'] })
    await vi.waitFor(() => expect(changes).toEqual([[], ['e']]))
    stop()
  })
})
