import type { DraftChange } from '@spane/realtime'
import { acceptBatch, type DraftCopy, NO_RENAMES, type Operation, openDraft, type Workflow } from '@spane/workflow'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, type SaveFailure, type SaveRequest, UnsavedEditsError } from './autosave.ts'

const workflow: Workflow = { id: 'w', name: 'Test', nodes: [], edges: [] }
const rename = (name: string): Operation => ({ type: 'updateWorkflow', patch: { name } })

class StaleError extends Error {}
class NetworkError extends Error {}
class RefusedError extends Error {}
class DeletedError extends Error {}

function describeFailure(error: unknown): SaveFailure {
  if (error instanceof StaleError) return { kind: 'stale' }
  if (error instanceof RefusedError) return { kind: 'refused', message: error.message, reason: 'invalid' }
  if (error instanceof DeletedError) return { kind: 'refused', message: error.message, reason: 'deleted' }
  return { kind: 'transient', message: 'unreachable' }
}

const openAt = (revision: number) => openDraft({ revision, workflow })

/** A server that merges as the real one does, unless a test says what goes wrong with the next request. */
function setUp(copy: DraftCopy = openAt(1)) {
  const server = { revision: 1, workflow, batches: new Map<string, number>(), inverses: [] as Operation[][] }
  const troubles: ((save: () => void) => void)[] = []
  const requests: SaveRequest[] = []
  const kept: DraftCopy[] = []
  const merged: Workflow[] = []
  let ids = 0
  const accept = (batchId: string, baseRevision: number, operations: Operation[]) => {
    if (server.batches.has(batchId)) return
    const inverses = server.inverses.slice(baseRevision - 1)
    const verdict = acceptBatch({ draft: server.workflow, inverses, operations })
    if (verdict.kind === 'conflict') throw new StaleError()
    server.batches.set(batchId, ++server.revision)
    server.inverses.push(verdict.inverse)
    server.workflow = verdict.workflow
  }
  const autosave = new Autosave({
    copy,
    problems: [],
    save: async (request) => {
      requests.push(request)
      const apply = () => accept(request.batchId, request.baseRevision, request.operations)
      const trouble = troubles.shift()
      if (trouble) trouble(apply)
      else apply()
      const { revision } = server
      const isMerged = revision !== request.baseRevision + 1
      return { revision, problems: [], merged: isMerged ? { workflow: server.workflow, renames: NO_RENAMES } : null }
    },
    loadDraft: async () => ({ revision: server.revision, workflow: server.workflow }),
    describeFailure,
    validate: () => [],
    createId: () => `batch-${++ids}`,
    keeper: { keep: (next) => kept.push(next) },
    debounce: 400,
    retryDelay: 1_000,
  })
  autosave.onMerged((next) => merged.push(next))
  return {
    autosave,
    server,
    requests,
    troubles,
    kept,
    merged,
    kind: () => autosave.getSnapshot().state.kind,
    /** Somebody else saves. */
    others: (...operations: Operation[]) => accept(`others-${server.revision}`, server.revision, operations),
    change: (...operations: Operation[]): DraftChange => ({ seq: server.revision, clientId: 'other', operations }),
  }
}

const unreachable = () => {
  throw new NetworkError()
}
const answerLost = (apply: () => void) => {
  apply()
  throw new NetworkError()
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const addNode = (id: string): Operation => ({ type: 'addNode', node: { id, type: 't', config: {} } })

describe('Autosave', () => {
  it('gathers edits until nobody has typed for a moment', async () => {
    const { autosave, requests, kind } = setUp()
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(300)
    autosave.push([rename('b'), addNode('n')])
    await vi.advanceTimersByTimeAsync(300)
    expect(requests).toHaveLength(0)
    // The two names are one change.
    expect(autosave.getSnapshot().state).toEqual({ kind: 'unsaved', count: 2 })
    await vi.advanceTimersByTimeAsync(100)
    expect(requests).toEqual([
      { baseRevision: 1, batchId: 'batch-1', operations: [rename('a'), rename('b'), addNode('n')] },
    ])
    expect(kind()).toBe('saved')
    expect(autosave.getSnapshot().revision).toBe(2)
  })

  it('keeps one request under way and sends what was edited meanwhile after it', async () => {
    const { autosave, server, requests, merged } = setUp()
    autosave.push([rename('a')])
    const flushed = autosave.flush()
    autosave.push([rename('b')])
    expect(await flushed).toBe(3)
    expect(requests.map((request) => request.baseRevision)).toEqual([1, 2])
    expect(server.workflow.name).toBe('b')
    expect(merged).toEqual([])
  })

  it('keeps edits while the server is unreachable and sends them when it is back', async () => {
    const { autosave, server, troubles } = setUp()
    troubles.push(unreachable, unreachable)
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(400)
    expect(autosave.getSnapshot().state).toEqual({ kind: 'offline', count: 1 })
    autosave.push([addNode('n')])
    expect(autosave.getSnapshot().state).toEqual({ kind: 'offline', count: 2 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.revision).toBe(1)
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server.workflow).toMatchObject({ name: 'a', nodes: [{ id: 'n' }] })
    expect(autosave.getSnapshot()).toMatchObject({ state: { kind: 'saved' }, revision: 3 })
  })

  it('brings in what others saved meanwhile, and shows it', async () => {
    const { autosave, server, merged, others, kind } = setUp()
    others(addNode('theirs'))
    autosave.push([rename('mine')])
    await vi.advanceTimersByTimeAsync(400)
    expect(kind()).toBe('saved')
    expect(server.workflow).toMatchObject({ name: 'mine', nodes: [{ id: 'theirs' }] })
    expect(merged).toEqual([server.workflow])
    expect(autosave.working).toEqual(server.workflow)
  })

  it('shows changes of others as they come, beneath what is not sent yet', async () => {
    const { autosave, merged, others, change, requests, kind } = setUp()
    autosave.push([rename('mine')])
    others(addNode('theirs'))
    autosave.receive([change(addNode('theirs'))])
    expect(merged.at(-1)).toMatchObject({ name: 'mine', nodes: [{ id: 'theirs' }] })
    expect(kind()).toBe('unsaved')
    await vi.advanceTimersByTimeAsync(400)
    expect(requests).toEqual([{ baseRevision: 2, batchId: 'batch-1', operations: [rename('mine')] }])
  })

  it('loads the draft where a change is missing, and ignores what it has', async () => {
    const { autosave, merged, others, change } = setUp()
    others(addNode('a'))
    autosave.receive([change(addNode('a'))])
    autosave.receive([change(addNode('a'))])
    expect(merged).toHaveLength(1)
    others(addNode('b'))
    others(addNode('c'))
    autosave.receive([change(addNode('c'))])
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.working.nodes.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    autosave.receive(null)
    await vi.advanceTimersByTimeAsync(0)
    expect(merged).toHaveLength(2)
  })

  it('asks where others changed the same, sends nothing until that is decided, and loses neither side', async () => {
    const { autosave, server, requests, others, kind } = setUp()
    others(rename('theirs'), addNode('n'))
    autosave.push([rename('mine')])
    await vi.advanceTimersByTimeAsync(400)
    expect(kind()).toBe('conflict')
    expect(autosave.getSnapshot().conflicts).toMatchObject([
      { field: 'name', base: 'Test', mine: 'mine', theirs: 'theirs' },
    ])
    autosave.push([addNode('later')])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(requests).toHaveLength(1)
    expect(server.workflow.name).toBe('theirs')
    await expect(autosave.flush()).rejects.toThrow('Somebody else has changed the same')
    autosave.resolve(() => 'mine')
    await vi.advanceTimersByTimeAsync(0)
    expect(kind()).toBe('saved')
    expect(server.workflow.name).toBe('mine')
    expect(server.workflow.nodes.map(({ id }) => id).sort()).toEqual(['later', 'n'])
  })

  it('ends a conflict when the own edit is taken back by hand', async () => {
    const { autosave, others, kind, merged } = setUp()
    others(rename('theirs'))
    autosave.push([rename('mine')])
    await vi.advanceTimersByTimeAsync(400)
    autosave.push([rename('theirs')])
    await vi.advanceTimersByTimeAsync(400)
    expect(kind()).toBe('saved')
    expect(merged.at(-1)?.name).toBe('theirs')
  })

  it('sends the same batch again when only the answer was lost, which applies it once', async () => {
    const { autosave, server, troubles, requests, others } = setUp()
    troubles.push(answerLost)
    autosave.push([addNode('n')])
    await vi.advanceTimersByTimeAsync(400)
    autosave.push([rename('b')])
    others(rename('b'))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(requests.map(({ batchId }) => batchId).slice(0, 2)).toEqual(['batch-1', 'batch-1'])
    expect(autosave.getSnapshot().state.kind).toBe('saved')
    expect(autosave.working).toEqual(server.workflow)
    expect(server.workflow.nodes).toHaveLength(1)
  })

  it('catches up with what it heard of while a batch was on its way', async () => {
    const { autosave, others, change, troubles } = setUp()
    troubles.push((apply) => {
      apply()
      queueMicrotask(() => {
        others(addNode('late'))
        autosave.receive([change(addNode('late'))])
      })
    })
    autosave.push([rename('mine')])
    await vi.advanceTimersByTimeAsync(400)
    expect(autosave.working).toMatchObject({ name: 'mine', nodes: [{ id: 'late' }] })
  })

  it('does not repeat what the server refuses for good', async () => {
    const { autosave, requests, troubles } = setUp()
    troubles.push(() => {
      throw new RefusedError('An edge names a node that is gone.')
    })
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(requests).toHaveLength(1)
    expect(autosave.getSnapshot()).toMatchObject({
      refusal: 'invalid',
      state: { kind: 'conflict', message: 'Your last edits cannot be saved: An edge names a node that is gone.' },
    })
  })

  it('keeps the edits of a workflow that was deleted, and saves them once it is restored', async () => {
    const { autosave, server, requests, troubles } = setUp()
    troubles.push(() => {
      throw new DeletedError('There is no such workflow')
    })
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(400)
    expect(autosave.getSnapshot()).toMatchObject({ refusal: 'deleted', state: { kind: 'conflict' } })
    autosave.push([addNode('n')])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(requests).toHaveLength(1)
    autosave.resume()
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.getSnapshot()).toMatchObject({ refusal: null, state: { kind: 'saved' } })
    expect(server.workflow).toMatchObject({ name: 'a', nodes: [{ id: 'n' }] })
  })

  it('goes on where an earlier visit was closed, a batch without an answer first', async () => {
    const closed = setUp()
    closed.troubles.push(answerLost)
    closed.autosave.push([addNode('n')])
    await vi.advanceTimersByTimeAsync(400)
    closed.autosave.push([rename('kept')])
    const { autosave, server, requests } = setUp(closed.kept.at(-1))
    expect(autosave.working).toMatchObject({ name: 'kept', nodes: [{ id: 'n' }] })
    await vi.advanceTimersByTimeAsync(0)
    expect(requests.map(({ operations }) => operations)).toEqual([[addNode('n')], [rename('kept')]])
    expect(server.workflow).toEqual(autosave.working)
  })

  it('flushes at once, and tells when that is not possible', async () => {
    const { autosave, troubles } = setUp()
    expect(await autosave.flush()).toBe(1)
    autosave.push([rename('a')])
    expect(await autosave.flush()).toBe(2)
    troubles.push(unreachable)
    autosave.push([rename('b')])
    await expect(autosave.flush()).rejects.toThrow(UnsavedEditsError)
    autosave.retry()
    await vi.advanceTimersByTimeAsync(0)
    expect(autosave.getSnapshot()).toMatchObject({ state: { kind: 'saved' }, revision: 3 })
  })

  it('does what needs the saved revision with what somebody else saved in between, and says so', async () => {
    const { autosave, others, merged } = setUp()
    const start = vi.fn(async (revision: number, othersCameFirst: boolean) => {
      if (revision === 2) {
        others(addNode('theirs'))
        throw new StaleError()
      }
      return { revision, othersCameFirst, ran: autosave.working }
    })
    autosave.push([rename('mine')])
    expect(await autosave.withSaved(start)).toMatchObject({
      revision: 3,
      othersCameFirst: true,
      ran: { name: 'mine', nodes: [{ id: 'theirs' }] },
    })
    expect(start).toHaveBeenCalledTimes(2)
    expect(merged).toHaveLength(1)
  })

  it('gives up what is stale again and again, and what fails for another reason at once', async () => {
    const { autosave } = setUp()
    const stale = vi.fn(async () => Promise.reject(new StaleError()))
    await expect(autosave.withSaved(stale)).rejects.toThrow(StaleError)
    expect(stale).toHaveBeenCalledTimes(5)
    const refused = vi.fn(async () => Promise.reject(new RefusedError()))
    await expect(autosave.withSaved(refused)).rejects.toThrow(RefusedError)
    expect(refused).toHaveBeenCalledTimes(1)
  })

  it('sends what waits when the editor is left', async () => {
    const { autosave, server } = setUp()
    autosave.push([rename('a')])
    autosave.leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(server.workflow.name).toBe('a')
  })
})
