import { expect, it } from 'vitest'
import { createPrisma } from '../client.ts'
import { createTestDatabase } from '../testing/index.ts'
import {
  deleteFolderRow,
  insertFolderRow,
  listFolderRows,
  moveFolderRow,
  renameFolderRow,
} from './folder-repository.ts'
import { assignTags, deleteTagRow, listTagRows, renameTagRow } from './tag-repository.ts'
import { moveWorkflowRows } from './workflow-changes.ts'
import { listWorkflowRows, type WorkflowFilter, type WorkflowSort } from './workflow-list.ts'

const workspaceId = 'local'

async function setUp() {
  const database = await createTestDatabase()
  const { pool } = database
  const prisma = createPrisma(pool)
  const make = async (name: string, parentId: string | null = null) =>
    (await insertFolderRow(pool, { workspaceId, name, parentId, maxFolders: 20 })).id
  return {
    pool,
    make,
    async add(id: string, name: string, ...types: string[]) {
      const draft = JSON.stringify({ nodes: types.map((type) => ({ type })) })
      await pool.query(`INSERT INTO workflow (workspace_id, id, name, draft) VALUES ($1, $2, $3, $4)`, [
        workspaceId,
        id,
        name,
        draft,
      ])
    },
    async find(filter: Omit<WorkflowFilter, 'workspaceId'>, sort: WorkflowSort = 'name', descending = false) {
      const rows = await listWorkflowRows(prisma, { workspaceId, sort, descending, limit: 50, ...filter })
      return rows.map((row) => row.id)
    },
    tag: (workflowIds: string[], add: string[], remove: string[] = []) =>
      assignTags(pool, { workspaceId, workflowIds, add, remove, maxTags: 5, maxTagsOfWorkflow: 3 }),
    [Symbol.asyncDispose]: async () => {
      await prisma.$disconnect()
      await database[Symbol.asyncDispose]()
    },
  }
}

it('nests folders five deep, in no circle, and names siblings apart', async () => {
  await using fixture = await setUp()
  const { pool, make } = fixture
  let parent: string | null = null
  const chain: string[] = []
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    parent = await make(name, parent)
    chain.push(parent)
  }
  const [one = '', two = '', , , five = ''] = chain
  expect(await insertFolderRow(pool, { workspaceId, name: 'six', parentId: five, maxFolders: 20 })).toMatchObject({
    change: 'too-deep',
  })
  expect(await insertFolderRow(pool, { workspaceId, name: 'ONE', parentId: null, maxFolders: 20 })).toMatchObject({
    change: 'exists',
  })
  expect(await insertFolderRow(pool, { workspaceId, name: 'x', parentId: null, maxFolders: 5 })).toMatchObject({
    change: 'too-many',
  })
  expect(await moveFolderRow(pool, { workspaceId, id: one, parentId: five })).toBe('inside-itself')
  const other = await make('other')
  expect(await moveFolderRow(pool, { workspaceId, id: one, parentId: other })).toBe('too-deep')
  expect(await moveFolderRow(pool, { workspaceId, id: two, parentId: other })).toBe('ok')
  expect(await moveFolderRow(pool, { workspaceId, id: one, parentId: crypto.randomUUID() })).toBe('missing')
  expect(await renameFolderRow(pool, { workspaceId, id: other, name: 'One' })).toBe('exists')
  // What no code may do, the database refuses.
  await expect(pool.query(`UPDATE folder SET parent_id = $1 WHERE id = $2`, [five, two])).rejects.toThrow(
    'folder_parent',
  )
  const depths = (await listFolderRows(pool, workspaceId)).map(({ name, depth }) => `${name} ${depth}`)
  expect(depths).toEqual(['five 5', 'four 4', 'one 1', 'other 1', 'three 3', 'two 2'])
})

it('keeps what is in a folder when it is deleted, one level up', async () => {
  await using fixture = await setUp()
  const { pool, make } = fixture
  await fixture.add('w', 'W')
  const top = await make('top')
  const middle = await make('middle', top)
  const low = await make('low', middle)
  expect(await moveWorkflowRows(pool, { workspaceId, ids: ['w', 'nobody'], folderId: middle })).toEqual(['w'])
  expect(await moveWorkflowRows(pool, { workspaceId, ids: ['w'], folderId: crypto.randomUUID() })).toBeUndefined()
  expect(await deleteFolderRow(pool, { workspaceId, id: middle })).toBe('ok')
  expect(await listFolderRows(pool, workspaceId)).toEqual([
    { id: low, parentId: top, name: 'low', depth: 2, workflows: 0 },
    { id: top, parentId: null, name: 'top', depth: 1, workflows: 1 },
  ])
  expect(await fixture.find({ folderIds: [top] })).toEqual(['w'])
  expect(await fixture.find({ folderIds: [null] })).toEqual([])
  await pool.query(`DELETE FROM workspace`)
  expect(await listFolderRows(pool, workspaceId)).toEqual([])
})

it('finds by words in names, types of nodes and tags, in any case, and by tags', async () => {
  await using fixture = await setUp()
  await fixture.add('a', 'Nightly import', 'http-request', 'code')
  await fixture.add('b', 'Invoices', 'code')
  await fixture.add('c', 'nightly report')
  await fixture.tag(['b', 'c'], ['Finance', 'Urgent'])
  expect(await fixture.find({ words: [{ text: 'NIGHT' }] })).toEqual(['a', 'c'])
  expect(await fixture.find({ words: [{ text: 'http' }] })).toEqual(['a'])
  expect(await fixture.find({ words: [{ text: 'code' }, { text: 'finan' }] })).toEqual(['b'])
  expect(await fixture.find({ words: [{ text: '%' }] })).toEqual([])
  // A type that a word stands for counts as a whole, and never as part of a name.
  expect(await fixture.find({ words: [{ text: 'web call', nodeTypes: ['http-request'] }] })).toEqual(['a'])
  expect(await fixture.find({ words: [{ text: 'web call', nodeTypes: ['request', 'ightly'] }] })).toEqual([])
  const tags = await listTagRows(fixture.pool, workspaceId)
  expect(tags.map(({ name, workflows }) => [name, workflows])).toEqual([
    ['Finance', 2],
    ['Urgent', 2],
  ])
  const [finance, urgent] = tags.map((tag) => tag.id)
  await fixture.tag(['b'], [], [urgent ?? ''])
  expect(await fixture.find({ tagIds: [finance ?? '', urgent ?? ''] })).toEqual(['c'])
  expect(await fixture.find({}, 'name', true)).toEqual(['c', 'a', 'b'])
})

it('keeps tags apart in any case, and no more of them than there may be', async () => {
  await using fixture = await setUp()
  await fixture.add('a', 'A')
  await fixture.add('b', 'B')
  expect(await fixture.tag(['a', 'nobody'], ['One', 'one', 'Two'])).toEqual(new Map([['a', 'ok']]))
  expect(await fixture.tag(['a', 'b'], ['Three', 'Four'])).toEqual(
    new Map([
      ['a', 'too-many-of-workflow'],
      ['b', 'ok'],
    ]),
  )
  expect(await fixture.tag(['b'], ['Five', 'Six'])).toBe('too-many')
  const tags = await listTagRows(fixture.pool, workspaceId)
  expect(tags.map((tag) => tag.name)).toEqual(['Four', 'One', 'Three', 'Two'])
  const [four, one] = tags
  expect(await renameTagRow(fixture.pool, { workspaceId, id: one?.id ?? '', name: 'FOUR' })).toBe('exists')
  expect(await deleteTagRow(fixture.pool, workspaceId, four?.id ?? '')).toBe('ok')
  expect(await renameTagRow(fixture.pool, { workspaceId, id: one?.id ?? '', name: 'FOUR' })).toBe('ok')
  expect(await deleteTagRow(fixture.pool, workspaceId, four?.id ?? '')).toBe('missing')
})
