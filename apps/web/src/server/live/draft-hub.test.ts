import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ClientToServerEvents, DraftChange, EditorPerson, ServerToClientEvents } from '@spane/realtime'
import { Server } from 'socket.io'
import { io as connect, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type DraftHub, startDraftHub } from './draft-hub.ts'
import type { DraftSource } from './draft-source.ts'
import type { LiveServer } from './socket-follower.ts'

/** A draft whose log grows by `append`. */
class Log implements DraftSource {
  readonly changes: DraftChange[] = []
  append(): number {
    const seq = this.changes.length + 2
    this.changes.push({ seq, clientId: null, operations: [] })
    return seq
  }
  async readEvents(_id: string, after: number, limit: number): Promise<DraftChange[]> {
    return this.changes.filter(({ seq }) => seq > after).slice(0, limit)
  }
  async readRevisions(ids: string[]) {
    return ids.map((id) => ({ id, revision: this.changes.length + 1 }))
  }
}

type Client = Socket<ServerToClientEvents, ClientToServerEvents>

let log: Log
let io: LiveServer
let hub: DraftHub
let url: string
const clients: Client[] = []

const person = (name: string, nodeIds: string[] = []): EditorPerson => ({ clientId: name, id: name, name, nodeIds })

async function open(name: string, after = 1) {
  const client: Client = connect(url, { transports: ['websocket'], forceNew: true })
  clients.push(client)
  const seen: number[] = []
  const people: string[][] = []
  client.on('draft:changes', ({ changes }) => seen.push(...changes.map(({ seq }) => seq)))
  client.on('draft:people', (change) =>
    people.push(change.people.map((each) => [each.name, ...each.nodeIds].join('+'))),
  )
  await new Promise<void>((resolve) => client.on('connect', resolve))
  const answer = await client.emitWithAck('draft:watch', { workflowId: 'w', after, person: person(name) })
  return { client, seen, people, answer }
}

beforeEach(async () => {
  log = new Log()
  const http = createServer()
  io = new Server(http, { transports: ['websocket'], serveClient: false })
  const logger = { error: (details: object, message: string) => expect.fail(`${message} ${JSON.stringify(details)}`) }
  hub = startDraftHub({ io, source: log, logger, pollInterval: 40, peopleInterval: 5 })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  hub.close()
  await io.close()
})

it('sends what was changed since, and what follows, each once', async () => {
  log.append()
  log.append()
  const { seen } = await open('Ann', 2)
  await vi.waitFor(() => expect(seen).toEqual([3]))
  log.append()
  hub.changed('w')
  await vi.waitFor(() => expect(seen).toEqual([3, 4]))
})

it('finds a change that another process made', async () => {
  const { seen } = await open('Ann')
  log.append()
  await vi.waitFor(() => expect(seen).toEqual([2]))
})

it('tells people of one another, of what they select, and of who is gone', async () => {
  const ann = await open('Ann')
  const bob = await open('Bob')
  await vi.waitFor(() => expect(ann.people.at(-1)).toEqual(['Ann', 'Bob']))
  expect(bob.people.at(-1)).toEqual(['Ann', 'Bob'])
  bob.client.emit('draft:person', { workflowId: 'w', person: person('Bob', ['http']) })
  await vi.waitFor(() => expect(ann.people.at(-1)).toEqual(['Ann', 'Bob+http']))
  bob.client.disconnect()
  await vi.waitFor(() => expect(ann.people.at(-1)).toEqual(['Ann']))
})

it('refuses what is not valid, and keeps quiet about drafts that one does not watch', async () => {
  const { client } = await open('Ann')
  const bad = { workflowId: '', after: -1, person: person('Ann') }
  expect(await client.emitWithAck('draft:watch', bad)).toMatchObject({ ok: false, code: 'BAD_REQUEST' })
  const bob = await open('Bob')
  bob.client.emit('draft:unwatch', { workflowId: 'w' })
  bob.client.emit('draft:person', { workflowId: 'w', person: person('Ghost') })
  const carl = await open('Carl')
  await vi.waitFor(() => expect(carl.people.at(-1)).toEqual(['Ann', 'Carl']))
})
