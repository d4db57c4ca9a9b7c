import { describe, expect, it } from 'vitest'
import { indentJson } from '../json/indent-json.ts'
import { readJsonLines } from './read-json-lines.ts'

/** Read in parts of so many characters. */
function inParts(text: string, isJson: boolean, characters: number): string[][] {
  const reader = readJsonLines(text, isJson)
  const parts: string[][] = []
  while (!reader.done()) parts.push(reader.next(characters))
  return parts
}

describe('the lines of a text that is read in parts', () => {
  it('are those of JSON that is laid out at once', () => {
    const text = JSON.stringify(Array.from({ length: 500 }, (_, id) => ({ id, name: `"näme" \\ ${id}`, none: {} })))
    for (const characters of [1, 7, 1_000, text.length]) {
      expect(inParts(text, true, characters).flat().join('\n')).toBe(indentJson(text))
    }
  })

  it('come with the first part already', () => {
    const [first] = inParts(JSON.stringify(Array.from({ length: 1_000 }, (_, id) => id)), true, 100)
    expect(first?.slice(0, 3)).toEqual(['[', '  0,', '  1,'])
  })

  it('are broken where a line has no break, and lose nothing', () => {
    const text = `${'0123456789'.repeat(3_000)}\n${'x'.repeat(15_000)}`
    const lines = inParts(text, false, 1_700).flat()
    expect(lines.every((line) => line.length <= 2_000)).toBe(true)
    expect(lines.join('')).toBe(text.replace('\n', ''))
  })
})
