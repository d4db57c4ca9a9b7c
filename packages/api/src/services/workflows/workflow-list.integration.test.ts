import { expect, it } from 'vitest'
import { refusalOf, setUpApi } from '../../testing/api.fixture.ts'

async function setUp() {
  const fixture = await setUpApi()
  const { api } = fixture
  return Object.assign(fixture, {
    async create(name: string, folderId: string | null = null): Promise<string> {
      return (await api.workflows.create({ name, folderId })).workflow.id
    },
    async names(input: Parameters<typeof api.workflows.list>[0]): Promise<string[]> {
      return (await api.workflows.list(input)).items.map((item) => item.name)
    },
  })
}

it('shows a folder by itself, or with all below it', async () => {
  await using fixture = await setUp()
  const { api, names } = fixture
  const top = (await api.workflows.folders.create({ name: 'Top' })).id
  const low = (await api.workflows.folders.create({ name: 'Low', parentId: top })).id
  await fixture.create('Loose')
  const high = await fixture.create('High', top)
  await fixture.create('Deep', low)
  expect(await names({ folder: { id: null } })).toEqual(['Loose'])
  expect(await names({ folder: { id: top } })).toEqual(['High'])
  expect(await names({ folder: { id: top, deep: true }, sort: 'name' })).toEqual(['Deep', 'High'])
  expect(await names({ sort: 'name' })).toEqual(['Deep', 'High', 'Loose'])
  const nowhere = { id: '00000000-0000-4000-8000-00000000000f', deep: true }
  expect((await refusalOf(api.workflows.list({ folder: nowhere }))).problem.code).toBe('FOLDER_NOT_FOUND')
  expect((await refusalOf(api.workflows.create({ name: 'x', folderId: nowhere.id }))).problem.code).toBe(
    'FOLDER_NOT_FOUND',
  )
  expect((await refusalOf(api.workflows.folders.create({ name: 'TOP' }))).problem).toMatchObject({
    code: 'FOLDER_EXISTS',
    field: 'name',
  })
  await api.workflows.move({ ids: [high], folderId: low })
  expect((await api.workflows.folders.list()).items).toMatchObject([
    { name: 'Low', workflows: 2 },
    { name: 'Top', workflows: 0 },
  ])
})

it('finds workflows by the names of their nodes as people know them', async () => {
  await using fixture = await setUp()
  const { api } = fixture
  await fixture.create('Empty')
  await api.workflows.createFromTemplate({ templateId: 'daily-digest', name: 'Digest' })
  const found = async (search: string) => (await api.workflows.list({ search })).items.map((item) => item.name)
  expect(await found('schedule')).toEqual(['Digest'])
  expect(await found('http REQUEST')).toEqual(['Digest'])
})

it('pages in every order, each workflow once, and refuses the place of another order', async () => {
  await using fixture = await setUp()
  const { api } = fixture
  for (const name of ['b', 'A', 'c', 'a']) await fixture.create(name)
  for (const sort of ['changed', 'created', 'name'] as const) {
    for (const order of ['ascending', 'descending'] as const) {
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<typeof api.workflows.list>> = await api.workflows.list({
          sort,
          order,
          limit: 1,
          cursor,
        })
        seen.push(...page.items.map((item) => item.name))
        cursor = page.nextCursor
      } while (cursor)
      expect(seen.toSorted()).toEqual(['A', 'a', 'b', 'c'])
      const lower = seen.map((name) => name.toLowerCase())
      if (sort === 'name') expect(lower).toEqual(order === 'ascending' ? ['a', 'a', 'b', 'c'] : ['c', 'b', 'a', 'a'])
    }
  }
  const { nextCursor } = await api.workflows.list({ limit: 1 })
  expect((await refusalOf(api.workflows.list({ sort: 'name', cursor: nextCursor }))).problem.code).toBe('BAD_CURSOR')
  expect((await refusalOf(api.workflows.list({ cursor: 'WyJjaGFuZ2VkIiwiYSIsImIiXQ' }))).problem.code).toBe(
    'BAD_CURSOR',
  )
})

it('makes, gives, renames and takes tags, for many workflows at once', async () => {
  await using fixture = await setUp()
  const { api, names } = fixture
  const [one, two] = [await fixture.create('One'), await fixture.create('Two')]
  const ids = [one, 'nobody', two, one]
  expect(await api.workflows.tag({ ids, add: ['Finance', ' finance '] })).toMatchObject({
    items: [{ id: one }, { id: 'nobody', problem: { code: 'WORKFLOW_NOT_FOUND' } }, { id: two }],
  })
  const [tag] = (await api.workflows.tags.list()).items
  expect(tag).toMatchObject({ name: 'Finance', workflows: 2 })
  const tagIds = [tag?.id ?? '']
  await api.workflows.tag({ ids: [two], remove: tagIds })
  expect(await names({ tagIds })).toEqual(['One'])
  const copy = await api.workflows.duplicate({ id: one })
  expect(await names({ tagIds, sort: 'name' })).toEqual(['One', copy.workflow.name])
  await api.workflows.tags.rename({ id: tag?.id ?? '', name: 'Money' })
  expect(await names({ search: 'mon', sort: 'name' })).toEqual(['One', 'One (copy)'])
  await api.workflows.tags.delete({ id: tag?.id ?? '' })
  expect((await api.workflows.list({})).items.flatMap((item) => item.tags)).toEqual([])
  expect((await refusalOf(api.workflows.tag({ ids: [one] }))).problem).toMatchObject({
    code: 'BAD_INPUT',
    field: 'add',
  })
})

it('answers for all that match a filter', async () => {
  await using fixture = await setUp()
  for (const name of ['Night two', 'Night one', 'Day']) await fixture.create(name)
  const { items, more } = await fixture.api.workflows.matching({ search: 'night' })
  expect(items.map((item) => item.name)).toEqual(['Night one', 'Night two'])
  expect(more).toBe(false)
})

it('keeps what was deleted in the trash, from where it comes back or goes for good when nothing of it is open', async () => {
  await using fixture = await setUp()
  const { api, names } = fixture
  fixture.behaviour.failing = true
  const { workflow, revision } = await fixture.createChain('fail')
  const ids = [workflow.id]
  const { executionId } = await api.workflows.run({ id: workflow.id, revision, input: '' })
  await fixture.untilStatus(executionId, 'failed')
  expect(await api.workflows.purge({ ids })).toMatchObject({ items: [{ problem: { code: 'WORKFLOW_NOT_FOUND' } }] })
  await api.workflows.delete({ ids })
  expect(await names({ deleted: true })).toEqual(['Chain'])
  expect(await api.workflows.purge({ ids })).toMatchObject({ items: [{ problem: { code: 'WORKFLOW_IN_USE' } }] })
  const [letter] = (await api.deadLetters.list({})).items
  await api.deadLetters.discard({ id: letter?.id ?? '' })
  expect(await api.workflows.purge({ ids })).toEqual({ items: [{ id: workflow.id }] })
  expect(await names({ deleted: true })).toEqual([])
  expect((await api.executions.list({})).items).toEqual([])
  expect(await api.workflows.restore({ ids })).toMatchObject({ items: [{ problem: { code: 'WORKFLOW_NOT_FOUND' } }] })
})
