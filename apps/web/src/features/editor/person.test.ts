import { expect, it } from 'vitest'
import { cleanName, hueOf, initialsOf, loadPerson, savePerson } from './person.ts'

function storageOf(text: string | null) {
  let kept = text
  return {
    getItem: () => kept,
    setItem: (_key: string, value: string) => {
      kept = value
    },
  }
}

it('makes a person once, and finds them again', () => {
  const storage = storageOf(null)
  const person = loadPerson(storage)
  expect(person.name).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
  expect(loadPerson(storage)).toEqual(person)
  savePerson(storage, { ...person, name: 'Ann' })
  expect(loadPerson(storage)).toEqual({ ...person, name: 'Ann' })
})

it.each(['{', 'null', '{"id":"a b","name":"x"}', '{"id":"a","name":"  "}', '[]'])('starts anew from %s', (text) => {
  expect(loadPerson(storageOf(text)).name).toMatch(/\w+ \w+/)
})

it('works where nothing can be kept', () => {
  const storage = {
    getItem: () => {
      throw new Error('denied')
    },
    setItem: () => {
      throw new Error('denied')
    },
  }
  expect(loadPerson(storage).id).not.toBe('')
})

it('takes initials and names as they come', () => {
  expect(['Blue Heron', 'ann', 'Åsa von der Ö', ''].map(initialsOf)).toEqual(['BH', 'A', 'ÅÖ', '?'])
  expect(cleanName(' A\nB ')).toBe('A B')
  expect(cleanName('\u0000')).toBeUndefined()
  expect(cleanName('x'.repeat(99))).toHaveLength(40)
  expect(hueOf('a')).toBe(hueOf('a'))
})
