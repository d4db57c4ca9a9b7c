import type { EditorPerson } from '@spane/realtime'
import { expect, it } from 'vitest'
import { decodeDraftMessage, encodeDraftMessage, fitSelection } from './draft-message.ts'
import { DraftPeople } from './draft-people.ts'

const person = (clientId: string, name = clientId): EditorPerson => ({ clientId, id: clientId, name, nodeIds: [] })
const namesOf = (people: DraftPeople) => people.all().map(({ name }) => name)

it('knows an editor once that came again before its old connection was known to be lost', () => {
  const people = new DraftPeople()
  people.enter('socket 1', person('ann'))
  people.enter('socket 2', person('ann', 'Ann again'))
  expect(people.leave('socket 1')).toBeUndefined()
  expect(namesOf(people)).toEqual(['Ann again'])
})

it('leaves an editor to the process that it came to last, whatever the others still say', () => {
  const people = new DraftPeople()
  expect(people.hear('b', person('ann'), true)).toBe(true)
  expect(people.hear('b', person('ann'), false)).toBe(false)
  people.hear('c', person('ann', 'Ann in c'), true)
  people.hearLeft('b', 'ann')
  expect(namesOf(people)).toEqual(['Ann in c'])
  people.enter('socket', person('ann', 'Ann here'))
  people.hear('c', person('ann', 'Ann in c'), false)
  people.hearLeft('c', 'ann')
  expect(namesOf(people)).toEqual(['Ann here'])
  people.hear('c', person('ann', 'Ann in c'), true)
  expect(people.leave('socket')).toBeUndefined()
  expect(namesOf(people)).toEqual(['Ann in c'])
})

it('tells as much of a selection as fits into a message of 7,000 bytes', () => {
  const wide = {
    ...person('ann', '“'.repeat(60)),
    nodeIds: Array.from({ length: 100 }, (_, n) => `${n}${'ö'.repeat(190)}`),
  }
  const fitted = fitSelection(wide)
  expect(fitted.nodeIds).toEqual(wide.nodeIds.slice(0, fitted.nodeIds.length))
  expect(fitted.nodeIds.length).toBeGreaterThan(10)
  const message = { kind: 'here', workflowId: 'ö'.repeat(200), person: fitted, isNew: false } as const
  const text = encodeDraftMessage('0199c0de-0000-7000-8000-000000000001', message)
  expect(Buffer.byteLength(text)).toBeLessThan(7_000)
  expect(decodeDraftMessage(text)?.message).toEqual(message)
  expect(decodeDraftMessage('{"from":1}')).toBeUndefined()
})
