import { describe, expect, it } from 'vitest'
import { testTypes } from '../edit/scene.fixture.ts'
import { findNodeTypes } from './find-node-types.ts'

const find = (query: string) =>
  findNodeTypes(testTypes, query).map((section) => [section.title, section.items.map((item) => item.type)])

describe('findNodeTypes', () => {
  it('groups everything in the order given while nothing is searched', () => {
    expect(find('')).toEqual([
      ['Triggers', ['trigger']],
      ['Logic', ['if', 'switch']],
      ['Actions', ['http']],
      ['Utilities', ['end']],
    ])
  })

  it('puts the best match first, so that Enter takes it', () => {
    expect(find('e')[0]).toEqual(['Utilities', ['end']])
  })

  it('looks into summaries, and needs every word', () => {
    expect(find('calls url')).toEqual([['Actions', ['http']]])
    expect(find('calls nothing')).toEqual([])
  })
})
