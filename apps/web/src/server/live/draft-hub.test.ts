import type { TextChannel } from '@spane/engine'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Log, openDraft, type Process, person, startProcess } from './draft-hub.fixture.ts'

/** What the processes say; one can be cut off from it. */
class Wire {
  readonly handlers = new Set<(text: string) => void>()
  readonly said: string[] = []
  channel(): TextChannel & { cut: () => void } {
    let isCut = false
    return {
      publish: (text) => {
        if (isCut) return
        this.said.push(text)
        for (const handler of this.handlers) handler(text)
      },
      subscribe: (handler) => {
        this.handlers.add(handler)
        return () => this.handlers.delete(handler)
      },
      close: async () => undefined,
      cut: () => {
        isCut = true
      },
    }
  }
}

/** A web process, which can die as by `kill -9`, as far as others hear of it. */
type Mortal = Process & { die: () => void }

let log: Log
let wire: Wire
let first: Mortal
const processes: Process[] = []
const clients: { disconnect: () => void }[] = []

async function start(): Promise<Mortal> {
  const channel = wire.channel()
  const started = await startProcess(log, channel)
  processes.push(started)
  return { ...started, die: channel.cut }
}

async function open(name: string, { after, at = first }: { after?: number; at?: Process } = {}) {
  const opened = await openDraft(at, name, { after })
  clients.push(opened.client)
  return opened
}

beforeEach(async () => {
  log = new Log()
  wire = new Wire()
  first = await start()
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  await Promise.all(processes.splice(0).map((process) => process.close()))
})

it('sends what was changed since, and what follows, each once', async () => {
  log.append()
  log.append()
  const { seen } = await open('Ann', { after: 2 })
  await vi.waitFor(() => expect(seen).toEqual([3]))
  log.append()
  first.hub.changed('w')
  await vi.waitFor(() => expect(seen).toEqual([3, 4]))
})

it('finds a change that nobody told of', async () => {
  const { seen } = await open('Ann')
  log.append()
  await vi.waitFor(() => expect(seen).toEqual([2]))
})

it('tells when the workflow is published, deleted and restored, also those who come later', async () => {
  const ann = await open('Ann')
  await vi.waitFor(() => expect(ann.statuses).toEqual([{ publishedVersion: null, isDeleted: false }]))
  log.publishedVersion = 3
  first.hub.changed('w')
  await vi.waitFor(() => expect(ann.statuses.at(-1)).toEqual({ publishedVersion: 3, isDeleted: false }))
  const bob = await open('Bob')
  await vi.waitFor(() => expect(bob.statuses).toEqual([{ publishedVersion: 3, isDeleted: false }]))
  log.isDeleted = true
  await vi.waitFor(() => expect(bob.statuses.at(-1)).toEqual({ publishedVersion: null, isDeleted: true }))
  log.isDeleted = false
  await vi.waitFor(() => expect(ann.statuses.at(-1)).toEqual({ publishedVersion: 3, isDeleted: false }))
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

it('tells people in several processes of one another, and of their edits', async () => {
  const second = await start()
  const ann = await open('Ann')
  const bob = await open('Bob', { at: second })
  await vi.waitFor(() => {
    expect(ann.people.at(-1)?.toSorted()).toEqual(['Ann', 'Bob'])
    expect(bob.people.at(-1)?.toSorted()).toEqual(['Ann', 'Bob'])
  })
  bob.client.emit('draft:person', { workflowId: 'w', person: person('Bob', ['http']) })
  await vi.waitFor(() => expect(ann.people.at(-1)).toContain('Bob+http'))
  log.append()
  second.hub.changed('w')
  await vi.waitFor(() => expect(ann.seen).toEqual([2]))
  bob.client.disconnect()
  await vi.waitFor(() => expect(ann.people.at(-1)).toEqual(['Ann']))
})

it('forgets the people of a process that has died, and knows those who came over from it once', async () => {
  const second = await start()
  const ann = await open('Ann')
  await open('Bob', { at: second })
  await open('Carl', { at: second })
  await vi.waitFor(() => expect(ann.people.at(-1)).toHaveLength(3))
  second.die()
  await open('Bob')
  await vi.waitFor(() => expect(ann.people.at(-1)?.toSorted()).toEqual(['Ann', 'Bob']))
  expect(ann.people.filter((people) => new Set(people).size < people.length)).toEqual([])
})

it('takes leave of other processes when it closes', async () => {
  const second = await start()
  const ann = await open('Ann')
  await open('Bob', { at: second })
  await vi.waitFor(() => expect(ann.people.at(-1)).toHaveLength(2))
  second.hub.close()
  expect(wire.said.at(-1)).toContain('"kind":"left"')
  await vi.waitFor(() => expect(ann.people.at(-1)).toEqual(['Ann']))
})

it('makes no rounds while no draft is open', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  try {
    const { client } = await open('Ann')
    expect(vi.getTimerCount()).toBe(1)
    client.disconnect()
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(0))
    const looks = log.looks
    vi.advanceTimersByTime(60_000)
    expect(log.looks).toBe(looks)
  } finally {
    vi.useRealTimers()
  }
})
