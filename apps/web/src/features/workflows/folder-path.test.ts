import { expect, it } from 'vitest'
import { folderPath, listMoveTargets } from './folder-path.ts'

const folder = (id: string, parentId: string | null, depth: number) => ({ id, parentId, name: id, depth, workflows: 0 })
const folders = [
  folder('low', 'middle', 3),
  folder('other', null, 1),
  folder('middle', 'top', 2),
  folder('top', null, 1),
]

it('names the folders above one, the outermost first', () => {
  expect(folderPath(folders, 'low').map(({ id }) => id)).toEqual(['top', 'middle', 'low'])
  expect(folderPath(folders, null)).toEqual([])
  expect(folderPath(folders, 'gone')).toEqual([])
})

it('offers no folder what it holds', () => {
  expect(listMoveTargets(folders).map(({ path }) => path)).toEqual([
    'All workflows',
    'other',
    'top',
    'top / middle',
    'top / middle / low',
  ])
  expect(listMoveTargets(folders, 'middle').map(({ id }) => id)).toEqual([null, 'other', 'top'])
})
