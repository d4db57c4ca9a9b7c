import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ExecutionChange } from '@spane/engine'
import type { ClientToServerEvents, ExecutionEvent, ServerToClientEvents } from '@spane/realtime'
import { Server } from 'socket.io'
import { io as connect, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type LiveStore, startLiveHub } from './live-hub.ts'
import type { LiveServer } from './socket-follower.ts'

const mine = '0199c0de-0000-7000-8000-000000000001'
const foreign = '0199c0de-0000-7000-8000-000000000002'

class FakeStore implements LiveStore {
  readonly logs = new Map<string, { workspaceId: string; events: ExecutionEvent[] }>([
    [mine, { workspaceId: 'local', events: [] }],
    [foreign, { workspaceId: 'other', events: [] }],
  ])
  append(executionId: string, count: number): number {
    const events = this.logs.get(executionId)?.events ?? []
    for (let i = 0; i < count; i++) {
      const seq = events.length + 1
      events.push({ seq, at: new Date(seq).toISOString(), type: 'node', nodeId: 'a', status: 'running' })
    }
    return events.length
  }
  async readEvents(executionId: string, after: number, limit: number): Promise<ExecutionEvent[]> {
    return this.logs.get(executionId)?.events.slice(after, after + limit) ?? []
  }
  async readExecution(executionId: string) {
    const log = this.logs.get(executionId)
    return log && { workspaceId: log.workspaceId, eventSeq: log.events.length }
  }
}

type Client = Socket<ServerToClientEvents, ClientToServerEvents>

let store: FakeStore
let announce: (changes: ExecutionChange[]) => void
let url: string
let io: LiveServer
let stopHub: () => void
const clients: Client[] = []

async function start(options: { pollInterval?: number } = {}) {
  const http = createServer()
  io = new Server(http, { transports: ['websocket'], serveClient: false })
  const handlers = new Set<typeof announce>()
  announce = (changes) => {
    for (const handler of handlers) handler(changes)
  }
  const hub = startLiveHub({
    io,
    store,
    bus: {
      subscribe(handler) {
        handlers.add(handler)
        return () => handlers.delete(handler)
      },
    },
    workspaceId: 'local',
    logger: { error: (details, message) => expect.fail(`${message} ${JSON.stringify(details)}`) },
    pollInterval: options.pollInterval ?? 60_000,
    listInterval: 100,
  })
  stopHub = () => hub.close()
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
}

async function open(): Promise<Client & { seen: number[] }> {
  const client: Client = connect(url, { transports: ['websocket'], forceNew: true })
  clients.push(client)
  const seen: number[] = []
  client.on('execution:events', ({ events }) => seen.push(...events.map((event) => event.seq)))
  await new Promise<void>((resolve) => client.on('connect', resolve))
  return Object.assign(client, { seen })
}

function watch(client: Client, executionId: string, after: number) {
  return client.timeout(2_000).emitWithAck('execution:watch', { executionId, after })
}

function change(executionId: string, workspaceId = 'local'): ExecutionChange {
  return { executionId, workspaceId, seq: store.logs.get(executionId)?.events.length ?? 0 }
}

function sequence(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}

beforeEach(() => {
  store = new FakeStore()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  stopHub()
  await io.close()
})

describe('live hub', () => {
  it('sends what a client lacks and then what follows, gapless', async () => {
    await start()
    store.append(mine, 1_200)
    const client = await open()
    expect(await watch(client, mine, 200)).toEqual({ ok: true })
    await vi.waitFor(() => expect(client.seen).toEqual(sequence(201, 1_200)))
    for (let i = 0; i < 20; i++) {
      store.append(mine, 3)
      announce([change(mine)])
    }
    await vi.waitFor(() => expect(client.seen).toEqual(sequence(201, 1_260)))
  })

  it('finds events that nothing announced', async () => {
    await start({ pollInterval: 20 })
    const client = await open()
    await watch(client, mine, 0)
    store.append(mine, 2)
    await vi.waitFor(() => expect(client.seen).toEqual([1, 2]))
  })

  it('goes on after a reconnect from the number that the client names', async () => {
    await start()
    store.append(mine, 5)
    const first = await open()
    await watch(first, mine, 0)
    await vi.waitFor(() => expect(first.seen).toEqual(sequence(1, 5)))
    first.disconnect()
    store.append(mine, 5)
    const second = await open()
    await watch(second, mine, 5)
    await vi.waitFor(() => expect(second.seen).toEqual(sequence(6, 10)))
  })

  it('starts anew for a client that watches the same execution again', async () => {
    await start()
    store.append(mine, 4)
    const client = await open()
    await watch(client, mine, 0)
    await vi.waitFor(() => expect(client.seen).toEqual([1, 2, 3, 4]))
    await watch(client, mine, 2)
    await vi.waitFor(() => expect(client.seen).toEqual([1, 2, 3, 4, 3, 4]))
    store.append(mine, 1)
    announce([change(mine)])
    await vi.waitFor(() => expect(client.seen).toEqual([1, 2, 3, 4, 3, 4, 5]))
  })

  it.each([
    ['of another workspace', foreign],
    ['that does not exist', '0199c0de-0000-7000-8000-00000000dead'],
  ])('refuses an execution %s', async (_what, executionId) => {
    await start()
    store.append(foreign, 3)
    const client = await open()
    expect(await watch(client, executionId, 0)).toMatchObject({ ok: false, code: 'EXECUTION_NOT_FOUND' })
    announce([change(executionId, 'other')])
    store.append(mine, 1)
    await watch(client, mine, 0)
    await vi.waitFor(() => expect(client.seen).toEqual([1]))
  })

  it.each([
    undefined,
    null,
    7,
    { executionId: 'x', after: 0 },
    { executionId: mine, after: -1 },
    { executionId: mine },
  ])('answers a request that makes no sense (%j)', async (request) => {
    await start()
    const client = await open()
    const answer = await client.timeout(2_000).emitWithAck('execution:watch', request as never)
    expect(answer).toMatchObject({ ok: false, code: 'BAD_REQUEST' })
  })

  it('sends nothing after unwatch', async () => {
    await start()
    const client = await open()
    await watch(client, mine, 0)
    client.emit('execution:unwatch', { executionId: mine })
    // Messages of one socket arrive in order: once this is answered, unwatch has been handled.
    await watch(client, foreign, 0)
    store.append(mine, 1)
    announce([change(mine)])
    const changed = await new Promise((resolve) => client.on('executions:changed', resolve))
    expect(changed).toEqual({ executionIds: [mine] })
    expect(client.seen).toEqual([])
  })

  it('tells of new log lines only whom watches the execution, and no list', async () => {
    await start()
    const [watcher, other] = [await open(), await open()]
    const told: string[] = []
    const lists: string[] = []
    for (const client of [watcher, other]) {
      client.on('execution:logged', ({ executionId }) => told.push(executionId))
      client.on('executions:changed', ({ executionIds }) => lists.push(...executionIds))
    }
    await watch(watcher, mine, 0)
    announce([
      { executionId: mine, workspaceId: 'local', seq: 0, logged: true },
      { executionId: foreign, workspaceId: 'other', seq: 0, logged: true },
    ])
    await vi.waitFor(() => expect(told).toEqual([mine]))
    store.append(mine, 1)
    announce([change(mine)])
    await vi.waitFor(() => expect(lists).toEqual([mine, mine]))
    expect(told).toEqual([mine])
  })

  it('tells lists of changed executions together, and only those of the workspace', async () => {
    await start()
    const client = await open()
    // The room is joined in the connection's handler, which has run when a request is answered.
    await watch(client, mine, 0)
    const messages: string[][] = []
    client.on('executions:changed', ({ executionIds }) => messages.push(executionIds))
    const others = Array.from({ length: 50 }, (_, i) => `0199c0de-0000-7000-8000-0000000001${i + 10}`)
    announce([change(mine), change(foreign, 'other')])
    for (const id of others) announce([change(id)])
    await vi.waitFor(() => expect(messages.flat()).toHaveLength(51))
    expect(messages).toEqual([[mine], others])
  })
})
