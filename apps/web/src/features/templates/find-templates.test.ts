import { nodeDescriptions } from '@spane/nodes/descriptions'
import { TEMPLATES } from '@spane/templates'
import { expect, it } from 'vitest'
import { findTemplates } from './find-templates.ts'

const nameOfType = (wanted: string) => nodeDescriptions.find(({ type }) => type === wanted)?.name ?? wanted
const find = (search: string) => findTemplates(TEMPLATES, search, nameOfType).map(({ id }) => id)

it('offers all of them at first', () => {
  expect(find('  ')).toHaveLength(TEMPLATES.length)
})

it('finds by words of name and summary, in any order and case', () => {
  expect(find('CHAT digest')).toEqual(['daily-digest'])
  expect(find('digest nothing-like-this')).toEqual([])
})

it('finds by what its nodes are called, those of its parts too', () => {
  expect(find('wait for signal')).toEqual(['approval-by-form'])
  expect(find('stop with an error')).toEqual(['every-item'])
})
