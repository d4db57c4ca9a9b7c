import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TextChannel } from '@spane/engine'
import type {
  ClientToServerEvents,
  DraftChange,
  DraftStatus,
  EditorPerson,
  ServerToClientEvents,
} from '@spane/realtime'
import { Server } from 'socket.io'
import { io as connect, type Socket } from 'socket.io-client'
import { expect } from 'vitest'
import { type DraftHub, startDraftHub } from './draft-hub.ts'
import type { DraftSource } from './draft-source.ts'
import type { LiveServer } from './socket-follower.ts'

/** A draft whose log grows by `append`. */
export class Log implements DraftSource {
  readonly changes: DraftChange[] = []
  looks = 0
  publishedVersion: number | null = null
  isDeleted = false
  append(): number {
    const seq = this.changes.length + 2
    this.changes.push({ seq, clientId: null, operations: [] })
    return seq
  }
  async readEvents(_id: string, after: number, limit: number): Promise<DraftChange[]> {
    return this.changes.filter(({ seq }) => seq > after).slice(0, limit)
  }
  async readStates(ids: string[]) {
    this.looks++
    const state = { revision: this.changes.length + 1, publishedVersion: this.publishedVersion }
    return this.isDeleted ? [] : ids.map((id) => ({ id, ...state }))
  }
}

/** As much of a web process as has to do with drafts. */
export interface Process {
  hub: DraftHub
  url: string
  close: () => Promise<void>
}

export async function startProcess(
  source: DraftSource,
  channel: TextChannel,
  { roundInterval = 40 } = {},
): Promise<Process> {
  const http = createServer()
  const io: LiveServer = new Server(http, { transports: ['websocket'], serveClient: false })
  const logger = { error: (details: object, message: string) => expect.fail(`${message} ${JSON.stringify(details)}`) }
  const hub = startDraftHub({ io, source, channel, logger, roundInterval, peopleInterval: 5 })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    hub,
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    async close() {
      hub.close()
      await io.close()
    },
  }
}

export const person = (name: string, nodeIds: string[] = []): EditorPerson => ({
  clientId: name,
  id: name,
  name,
  nodeIds,
})

/** Somebody who opens the draft, and what they are told: people as `name+node+node`. */
export async function openDraft(at: Process, name: string, { after = 1 } = {}) {
  const client: Socket<ServerToClientEvents, ClientToServerEvents> = connect(at.url, {
    transports: ['websocket'],
    forceNew: true,
  })
  const seen: number[] = []
  const people: string[][] = []
  const statuses: DraftStatus[] = []
  client.on('draft:status', ({ status }) => statuses.push(status))
  client.on('draft:changes', ({ changes }) => seen.push(...changes.map(({ seq }) => seq)))
  client.on('draft:people', (change) =>
    people.push(change.people.map((each) => [each.name, ...each.nodeIds].join('+'))),
  )
  await new Promise<void>((resolve) => client.on('connect', resolve))
  const answer = await client.emitWithAck('draft:watch', { workflowId: 'w', after, person: person(name) })
  return { client, seen, people, statuses, answer }
}
