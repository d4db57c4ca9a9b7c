import { describe, expect, it } from 'vitest'
import { setUpApi } from '../../testing/api.fixture.ts'
import { listLimits } from './list-limits.ts'

async function runChain(fixture: Awaited<ReturnType<typeof setUpApi>>): Promise<string> {
  const { workflow, revision } = await fixture.createChain()
  const { executionId } = await fixture.api.workflows.run({ id: workflow.id, revision, input: '{}' })
  await fixture.untilStatus(executionId, 'completed')
  return executionId
}

describe('workers', () => {
  it('tells who is alive, with which slots, and that nothing waits', async () => {
    await using fixture = await setUpApi()
    const { workers, queue } = await fixture.api.system.workers()
    expect(workers).toMatchObject([
      { state: 'alive', pid: process.pid, concurrency: 4, running: { total: 0, items: [] }, takenOver: { total: 0 } },
    ])
    expect(queue).toEqual({ backend: 'postgres', ready: 0, readyIsMore: false, types: [] })
  })

  it('tells what a worker runs and what waits for a slot, by type', async () => {
    await using fixture = await setUpApi()
    const { api, prisma } = fixture
    const executionId = await runChain(fixture)
    const workerId = (await api.system.workers()).workers[0]?.id
    await prisma.$executeRaw`
      UPDATE execution SET status = 'running', open_count = 2, active_count = 2, running_count = 1
      WHERE id = ${executionId}::uuid`
    await prisma.$executeRaw`
      UPDATE node_run SET
        status = CASE node_id WHEN 'first' THEN 'running' ELSE 'ready' END, worker_id = ${workerId},
        ready_at = clock_timestamp(), lease_until = clock_timestamp() + interval '1 hour'
      WHERE execution_id = ${executionId}::uuid AND node_id <> 'start'`
    const { workers, queue } = await api.system.workers()
    const node = { executionId, workflowName: 'Chain', nodeId: 'first', nodeName: 'first', nodeType: 'act', attempt: 1 }
    expect(workers[0]?.running).toMatchObject({ total: 1, items: [node] })
    expect(queue).toMatchObject({ ready: 1, types: [{ nodeType: 'act', ready: 1 }] })
    expect((await fixture.stranger.system.workers()).workers[0]?.running).toEqual({ total: 0, items: [] })
  })

  it('shows a worker that has been silent as lost, with what was taken over', async () => {
    await using fixture = await setUpApi()
    const { api, prisma } = fixture
    const executionId = await runChain(fixture)
    await prisma.$executeRaw`
      INSERT INTO worker (id, host, pid, concurrency, started_at, heartbeat_at)
      VALUES ('gone', 'elsewhere', 7, 10, clock_timestamp() - interval '1 hour', clock_timestamp() - interval '1 minute'),
        ('forgotten', 'elsewhere', 8, 10, clock_timestamp() - interval '3 days', clock_timestamp() - interval '2 days')`
    await prisma.$executeRaw`
      INSERT INTO attempt (execution_id, node_id, start, attempt, outcome, worker_id, started_at, ended_at)
      VALUES (${executionId}::uuid, 'second', 9, 1, 'lost', 'gone', clock_timestamp(), clock_timestamp()),
        (${executionId}::uuid, 'second', 10, 1, 'completed', 'another', clock_timestamp(), clock_timestamp())`
    const { workers } = await api.system.workers()
    expect(workers.map((worker) => worker.state)).toEqual(['alive', 'lost'])
    expect(workers[1]).toMatchObject({
      id: 'gone',
      takenOver: {
        total: 1,
        items: [
          {
            executionId,
            nodeId: 'second',
            nodeName: 'Second one',
            nodeType: 'act',
            by: { workerId: 'another', pid: null },
          },
        ],
      },
    })
  })

  it('tells of a limit whose node it is about', async () => {
    await using fixture = await setUpApi()
    const { workflow } = await fixture.createChain()
    const entry = { kind: 'rate-limit', name: 'first', limit: 1, per: 1_000, wait: 500 } as const
    const entries = [
      { ...entry, id: `node/${workflow.id}/first/` },
      { ...entry, id: 'type/http' },
    ]
    const { prisma } = fixture
    const context = { prisma, workspaceId: 'local', engine: { listLimits: async () => entries }, redact: String }
    expect(await listLimits(context, new Date(0))).toMatchObject([
      { name: 'first', workflowName: 'Chain', perMs: 1_000, nextAt: new Date(500).toISOString() },
      { workflowName: null },
    ])
  })

  it('tells what is limited, and closes a circuit by hand', async () => {
    await using fixture = await setUpApi()
    const { api } = fixture
    expect((await api.system.workers()).limits).toEqual([])
    await expect(api.system.closeCircuit({ id: 'node/w/a' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
