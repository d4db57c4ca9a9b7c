import { expect, it } from 'vitest'
import { isFiltered, placeHref, readPlace, sortHref, toFilter } from './workflow-place.ts'

const place = (query: string) => readPlace(new URLSearchParams(query))

it('reads from an address what it wrote into one', () => {
  for (const query of ['', 'folder=f', 'folder=f&q=a+b&tag=1&tag=2&sort=name&order=descending', 'trash=true&q=x']) {
    expect(placeHref(place(query))).toBe(query ? `/workflows?${query}` : '/workflows')
  }
  expect(place('sort=size&order=up')).toEqual(place(''))
})

it('searches what is below a folder, and shows only what is in it when nothing is searched', () => {
  expect(toFilter(place('folder=f'))).toEqual({ folder: { id: 'f', deep: false } })
  expect(toFilter(place('q= x '))).toEqual({ search: 'x', folder: { id: null, deep: true } })
  expect(toFilter(place('trash=true&tag=1'))).toEqual({ deleted: true, tagIds: ['1'] })
  expect(isFiltered(place('q=%20'))).toBe(false)
})

it('turns a sort round when it is chosen again', () => {
  expect(sortHref(place(''), 'name')).toBe('/workflows?sort=name')
  expect(sortHref(place('sort=name'), 'name')).toBe('/workflows?sort=name&order=descending')
  expect(sortHref(place(''), 'changed')).toBe('/workflows?order=ascending')
})
