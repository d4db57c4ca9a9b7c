import { describe, expect, it } from 'vitest'
import { type Column, columnValues, unnest } from './column-set.ts'

const columns: Column<{ id: number; name: string | null; on: boolean }>[] = [
  { name: 'id', type: 'int4', value: (row) => row.id },
  { name: 'name', type: 'text', value: (row) => row.name },
  { name: 'is_on', type: 'bool', value: (row) => row.on },
]

describe('column sets', () => {
  it('name their columns and number their parameters', () => {
    expect(unnest(columns, 'x', 4)).toBe('unnest($4::int4[], $5::text[], $6::bool[]) AS x(id, name, is_on)')
  })

  it('write rows as an array literal a column, with what texts may hold escaped', () => {
    const rows = [
      { id: 1, name: 'a "b" \\ c, {d}', on: true },
      { id: 2, name: null, on: false },
      { id: 3, name: 'NULL', on: true },
      { id: 4, name: '', on: true },
    ]
    expect(columnValues(columns, rows, 0)).toEqual([
      '{1,2,3,4}',
      '{"a \\"b\\" \\\\ c, {d}",NULL,"NULL",""}',
      '{true,false,true,true}',
    ])
    expect(columnValues(columns, [], 0)).toEqual(['{}', '{}', '{}'])
  })

  it('write JSON as it is, between characters that cannot stand in it', () => {
    const json: Column<string | null>[] = [{ name: 'body', type: 'json', value: (row) => row }]
    expect(unnest(json, 'x', 3)).toBe(`unnest(string_to_array($3::text, E'\\x1f', E'\\x1e')) AS x(body)`)
    const texts = [JSON.stringify({ text: 'a "b" \\ \u001f \u001e \n' }), null, '""']
    const [parameter] = columnValues(json, texts, 0)
    expect(parameter?.split('\u001f').map((text) => (text === '\u001e' ? null : text))).toEqual(texts)
    expect(columnValues(json, [null], 0)).toEqual(['\u001e'])
  })
})
