import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createPrisma } from '../client.ts'
import { createTestDatabase, type TestDatabase } from '../testing/index.ts'
import {
  countOpenDeadLetters,
  findDeadLetterRow,
  findDeadLetterRows,
  listLetterWorkflows,
  readGroupNames,
} from './dead-letter-repository.ts'
import { listDraftChanges, readDraftStates, withLockedDraft, writeDraft } from './draft-change-repository.ts'
import { findExecutionRow, listExecutionRows } from './execution-repository.ts'
import { readVersionDefinitions } from './version-repository.ts'
import { deleteWorkflowRows, restoreWorkflowRows } from './workflow-changes.ts'
import { listWorkflowRows } from './workflow-list.ts'
import { findWorkflowRow, insertWorkflowRow, seedWorkflowRows } from './workflow-repository.ts'

const workspaceId = 'local'
const byChange = { workspaceId, sort: 'changed', descending: true } as const

function draftOf(id: string, name: string, nodes: unknown[] = []): string {
  return JSON.stringify({ id, name, nodes, edges: [] })
}

async function setUp() {
  const database: TestDatabase = await createTestDatabase()
  const prisma = createPrisma(database.pool)
  return {
    prisma,
    pool: database.pool,
    [Symbol.asyncDispose]: async () => {
      await prisma.$disconnect()
      await database[Symbol.asyncDispose]()
    },
  }
}
type Fixture = Awaited<ReturnType<typeof setUp>>

async function addVersion({ prisma }: Fixture, workflowId: string, number = 1): Promise<string> {
  const id = randomUUID()
  const definition = draftOf(workflowId, workflowId, [{ id: 'a', type: 'code', config: {} }])
  await prisma.workflowVersion.create({
    data: { id, workspaceId, workflowId, number, contentHash: `${number}`, definition },
  })
  return id
}

async function addExecution(
  { prisma }: Fixture,
  workflowId: string,
  versionId: string,
  status: string,
  createdAt: Date,
): Promise<string> {
  const id = randomUUID()
  await prisma.execution.create({
    data: {
      id,
      workspaceId,
      workflowId,
      versionId,
      status,
      openCount: 0,
      activeCount: 0,
      runningCount: 0,
      eventSeq: 0,
      createdAt,
    },
  })
  return id
}

describe('workflow rows', () => {
  it('pages by key through workflows that changed at the same moment, each once', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    const at = new Date('2026-01-02T03:04:05.678Z')
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      await prisma.workflow.create({ data: { workspaceId, id, name: id, draft: draftOf(id, id), updatedAt: at } })
    }
    await prisma.workflow.create({
      data: {
        workspaceId,
        id: 'newer',
        name: 'newer',
        draft: draftOf('newer', 'n'),
        updatedAt: new Date(at.getTime() + 1),
      },
    })
    const seen: string[] = []
    let after: { sortKey: string; id: string } | undefined
    for (;;) {
      const rows = await listWorkflowRows(prisma, { ...byChange, limit: 2, after })
      seen.push(...rows.map((row) => row.id))
      after = rows.at(-1)
      if (rows.length < 2) break
    }
    expect(seen).toEqual(['newer', 'a', 'b', 'c', 'd', 'e'])
  })

  it('counts the nodes of drafts that hold every escape that PostgreSQL dislikes', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    const text = 'NUL \u0000, lone \ud800, backslash \\u0041 and \\\\u0000, quote "'
    const nodes = [
      { id: 'a', type: 'code', config: { text, [text]: 1 } },
      { id: 'b', type: 'code', config: {} },
    ]
    await insertWorkflowRow(prisma, { workspaceId, id: 'odd', name: 'odd', draft: draftOf('odd', 'odd', nodes) })
    const [row] = await listWorkflowRows(prisma, { ...byChange, limit: 10 })
    expect(row?.nodeCount).toBe(2)
  })

  it('shows the newest execution of each workflow, with the version that it ran', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    for (const id of ['a', 'b']) await insertWorkflowRow(prisma, { workspaceId, id, name: id, draft: draftOf(id, id) })
    const first = await addVersion(fixture, 'a', 1)
    const second = await addVersion(fixture, 'a', 2)
    await addExecution(fixture, 'a', first, 'failed', new Date(1_000))
    const newest = await addExecution(fixture, 'a', second, 'completed', new Date(2_000))
    const rows = await listWorkflowRows(prisma, { ...byChange, limit: 10 })
    const byId = new Map(rows.map((row) => [row.id, row.last]))
    expect(byId.get('a')).toMatchObject({ id: newest, versionId: second, versionNumber: 2, status: 'completed' })
    expect(byId.get('a')?.createdAt).toEqual(new Date(2_000))
    expect(byId.get('b')).toBeNull()
  })

  it('searches names literally', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    for (const name of ['100% of orders', '100 orders', 'Other']) {
      await insertWorkflowRow(prisma, { workspaceId, id: name, name, draft: draftOf(name, name) })
    }
    const names = async (search: string) =>
      (await listWorkflowRows(prisma, { ...byChange, limit: 10, words: [{ text: search }] })).map((row) => row.name)
    expect(await names('100%')).toEqual(['100% of orders'])
    expect((await names('ORDERS')).sort()).toEqual(['100 orders', '100% of orders'])
    expect(await names('_')).toEqual([])
  })

  it('lets writers of a draft in one after the other', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    await insertWorkflowRow(prisma, { workspaceId, id: 'w', name: 'w', draft: draftOf('w', 'w') })
    const key = { workspaceId, workflowId: 'w' }
    const write = (name: string) =>
      withLockedDraft(prisma, key, async (tx, row) => {
        const revision = (row?.revision ?? 0) + 1
        const change = { revision, batchId: name, clientId: null, operations: '[]', inverse: '[]', renames: null }
        await writeDraft(tx, { ...key, name, draft: draftOf('w', name), change })
      })
    await Promise.all(['one', 'two', 'three'].map(write))
    const changes = await listDraftChanges(prisma, key, { after: 2, limit: 10 })
    expect(changes.map(({ revision }) => revision)).toEqual([3, 4])
    expect(await findWorkflowRow(prisma, workspaceId, 'w')).toMatchObject({
      revision: 4,
      name: changes.at(-1)?.batchId,
    })
    expect(await readDraftStates(prisma, workspaceId, ['w', 'x'])).toEqual([
      { id: 'w', revision: 4, publishedVersion: null },
    ])
  })

  it('hides a deleted workflow until it is restored', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    await insertWorkflowRow(prisma, { workspaceId, id: 'w', name: 'w', draft: draftOf('w', 'w') })
    const asked = { workspaceId, ids: ['w', 'nobody'] }
    expect(await deleteWorkflowRows(fixture.pool, asked)).toEqual(['w'])
    expect(await deleteWorkflowRows(fixture.pool, asked)).toEqual([])
    expect(await findWorkflowRow(prisma, workspaceId, 'w')).toBeNull()
    expect(await listWorkflowRows(prisma, { ...byChange, limit: 10 })).toEqual([])
    expect(await withLockedDraft(prisma, { workspaceId, workflowId: 'w' }, async (_, row) => row)).toBeNull()
    expect(await restoreWorkflowRows(fixture.pool, asked)).toEqual(['w'])
    expect(await findWorkflowRow(prisma, workspaceId, 'w')).not.toBeNull()
  })

  it('seeds once, whoever asks at the same time, and not again after everything was deleted', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    const rows = [
      { id: 's1', name: 'One', draft: draftOf('s1', 'One') },
      { id: 's2', name: 'Two', draft: draftOf('s2', 'Two') },
    ]
    const results = await Promise.all([1, 2, 3, 4].map(() => seedWorkflowRows(prisma, workspaceId, rows)))
    expect(results.filter(Boolean)).toHaveLength(1)
    expect((await listWorkflowRows(prisma, { ...byChange, limit: 10 })).map((row) => row.name)).toEqual(['One', 'Two'])
    await fixture.pool.query('DELETE FROM workflow')
    expect(await seedWorkflowRows(prisma, workspaceId, rows)).toBe(false)
  })
})

describe('execution rows', () => {
  it('filters by status and workflow and pages by key, in its own workspace only', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    const at = new Date('2026-01-02T03:04:05.678Z')
    for (const id of ['a', 'b'])
      await insertWorkflowRow(prisma, { workspaceId, id, name: `Name ${id}`, draft: draftOf(id, id) })
    const versionA = await addVersion(fixture, 'a')
    const versionB = await addVersion(fixture, 'b')
    for (let i = 0; i < 5; i++) await addExecution(fixture, 'a', versionA, i % 2 ? 'failed' : 'completed', at)
    const other = await addExecution(fixture, 'b', versionB, 'running', new Date(at.getTime() + 5))

    const seen: string[] = []
    let after: { createdAt: Date; id: string } | undefined
    for (;;) {
      const rows = await listExecutionRows(prisma, { workspaceId, limit: 2, after })
      seen.push(...rows.map((row) => row.id))
      after = rows.at(-1)
      if (rows.length < 2) break
    }
    expect(seen).toHaveLength(6)
    expect(new Set(seen).size).toBe(6)
    expect(seen[0]).toBe(other)

    const failed = await listExecutionRows(prisma, { workspaceId, limit: 10, statuses: ['failed', 'running'] })
    expect(failed.map((row) => row.status).sort()).toEqual(['failed', 'failed', 'running'])
    expect(await listExecutionRows(prisma, { workspaceId, limit: 10, workflowId: 'b' })).toMatchObject([
      { id: other, workflowName: 'Name b', versionNumber: 1, startedAt: null },
    ])
    expect(await findExecutionRow(prisma, workspaceId, other)).toMatchObject({
      id: other,
      createdAt: new Date(at.getTime() + 5),
    })
    expect(await findExecutionRow(prisma, 'elsewhere', other)).toBeUndefined()
    expect(await listExecutionRows(prisma, { workspaceId: 'elsewhere', limit: 10 })).toEqual([])
  })
})

describe('dead letter rows', () => {
  it('lists, filters, counts and joins what a letter is about', async () => {
    await using fixture = await setUp()
    const { prisma } = fixture
    await insertWorkflowRow(prisma, { workspaceId, id: 'a', name: 'Orders', draft: draftOf('a', 'a') })
    const versionId = await addVersion(fixture, 'a')
    const executionId = await addExecution(fixture, 'a', versionId, 'failed', new Date(0))
    const letter = (nodeId: string, status: string, failedAt: number) => ({
      id: randomUUID(),
      workspaceId,
      workflowId: 'a',
      executionId,
      nodeId,
      status,
      errorCode: 'HTTP_STATUS',
      errorMessage: '503',
      fingerprint: 'f',
      attempts: 3,
      createdAt: new Date(0),
      failedAt: new Date(failedAt),
      updatedAt: new Date(0),
    })
    const letters = [letter('x', 'open', 3), letter('y', 'resolved', 2), letter('z', 'retrying', 1)]
    await prisma.deadLetter.createMany({ data: letters })

    const ids = letters.map((letter) => letter.id)
    const nodes = async (workspace: string, wanted: string[]) =>
      (await findDeadLetterRows(prisma, workspace, wanted)).map((row) => row.nodeId)
    expect(await nodes(workspaceId, ids.toReversed())).toEqual(['x', 'y', 'z'])
    expect(await nodes('elsewhere', ids)).toEqual([])
    expect(await nodes(workspaceId, [])).toEqual([])
    expect(await readGroupNames(prisma, workspaceId, ['f', 'g'])).toEqual(
      new Map([['f', { workflowName: 'Orders', versionId }]]),
    )
    expect(await listLetterWorkflows(prisma, workspaceId, ids)).toEqual(['a'])
    expect(await countOpenDeadLetters(prisma, workspaceId)).toBe(1)
    const [id] = ids as [string]
    expect(await findDeadLetterRow(prisma, workspaceId, id)).toMatchObject({
      workflowName: 'Orders',
      executionStatus: 'failed',
      versionId,
      failures: 1,
      attempts: 3,
    })
    expect(await findDeadLetterRow(prisma, 'elsewhere', id)).toBeUndefined()
    expect([...(await readVersionDefinitions(prisma, workspaceId, [versionId])).keys()]).toEqual([versionId])
    expect((await readVersionDefinitions(prisma, 'elsewhere', [versionId])).size).toBe(0)
  })
})
