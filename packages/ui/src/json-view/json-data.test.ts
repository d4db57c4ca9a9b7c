import { describe, expect, it } from 'vitest'
import { flattenJson, RANGE } from './flatten-json.ts'
import { jsonPath } from './json-path.ts'
import { MAX_MATCHES, searchJson } from './search-json.ts'
import { cellKeys, columnPath, tablesOf } from './tables-of.ts'

const rowsOf = (value: unknown, open: Record<string, boolean> = {}) => flattenJson(value, new Map(Object.entries(open)))

describe('jsonPath', () => {
  it('writes JavaScript that reads the place, whatever the keys are', () => {
    const long = 'k'.repeat(200)
    expect(jsonPath(['items', 3, 'unit price', 'a"b', long, '__proto__'], 'input')).toBe(
      `input.items[3]["unit price"]["a\\"b"].${long}.__proto__`,
    )
    const keys = ['a b', '"', '\\', 'ü', '', 7]
    const read = new Function('input', `return ${jsonPath(keys, 'input')}`)
    expect(read({ 'a b': { '"': { '\\': { ü: { '': [0, 0, 0, 0, 0, 0, 0, 'here'] } } } } })).toBe('here')
  })
})

describe('flattenJson', () => {
  it('lists what is open, with the path of each place', () => {
    const rows = rowsOf({ a: { b: { c: 1 } }, d: [2] }, { '/a/b': true })
    expect(rows.map(({ keys }) => jsonPath(keys))).toEqual(['', 'a', 'a.b', 'a.b.c', 'd', 'd[0]'])
  })

  it('leaves the children of a closed branch out', () => {
    expect(rowsOf({ a: { b: 1 } }, { '': false })).toHaveLength(1)
  })

  it('tells keys apart that hold slashes', () => {
    const ids = rowsOf({ 'a/b': 1, a: { b: 2 }, '~0': 3 }).map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('gathers the items of a long list in ranges', () => {
    const list = Array.from({ length: 2 * RANGE + 5 }, (_, index) => index)
    const closed = rowsOf(list, { '': true })
    expect(closed.map(({ name }) => name)).toEqual([undefined, '0 … 999', '1000 … 1999', '2000 … 2004'])
    const open = rowsOf(list, { '': true, '/~2000': true })
    expect(open.slice(-5).map(({ keys }) => keys)).toEqual([[2000], [2001], [2002], [2003], [2004]])
  })
})

describe('searchJson', () => {
  const found = (value: unknown, query: string) =>
    [...searchJson(value, query)].flatMap((match) => (match ? [jsonPath(match.keys)] : []))

  it('finds keys and values in any case', () => {
    const value = { order: { Total: 12, note: 'the TOTAL sum' }, totals: [120, null, true] }
    expect(found(value, 'total')).toEqual(['order.Total', 'order.note', 'totals'])
    expect(found(value, '12')).toEqual(['order.Total', 'totals[0]'])
    expect(found(value, 'null')).toEqual(['totals[1]'])
    expect(found('plain', 'LAIN')).toEqual([''])
  })

  it('bears values nested deeper than the call stack', () => {
    const depth = 50_000
    expect(found(JSON.parse('['.repeat(depth) + ']'.repeat(depth)), 'x')).toEqual([])
  })

  it('can be stopped after the first matches', () => {
    const steps = searchJson(new Array(1_000_000).fill('x'), 'x')
    let count = 0
    for (const match of steps) if (match && ++count === MAX_MATCHES) break
    expect(count).toBe(MAX_MATCHES)
  })
})

describe('tablesOf', () => {
  const value = { items: [{ price: 1 }, { price: 2, 'tax rate': 3 }], empty: [], mixed: [1, {}], customer: 'Ada' }

  it('takes lists of objects first, and then the object itself', () => {
    const tables = tablesOf(value)
    expect(tables.map(({ kind, keys, columns }) => [kind, keys, columns])).toEqual([
      ['list', ['items'], ['price', 'tax rate']],
      ['object', [], ['items', 'empty', 'mixed', 'customer']],
    ])
    expect(tablesOf([{ a: 1 }])[0]?.keys).toEqual([])
    expect(tablesOf('text')).toEqual([])
  })

  it('writes a column as the list of its values', () => {
    const [list, object] = tablesOf(value)
    if (!list || !object) throw new Error('two tables')
    expect(columnPath(list, 'tax rate', 'input')).toBe('input.items.map((item) => item["tax rate"])')
    expect(columnPath(object, 'customer', 'input')).toBe('input.customer')
    expect(cellKeys(list, 1, 'price')).toEqual(['items', 1, 'price'])
    expect(cellKeys(object, 0, 'customer')).toEqual(['customer'])
  })
})
