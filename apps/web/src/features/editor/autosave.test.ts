import type { Operation, Workflow } from '@spane/workflow'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Autosave, type SavedDraft, type SaveFailure, UnsavedEditsError } from './autosave.ts'

const workflow: Workflow = { id: 'w', name: 'Test', nodes: [], edges: [] }
const rename = (name: string): Operation => ({ type: 'updateWorkflow', patch: { name } })

class StaleError extends Error {}
class NetworkError extends Error {}
class RefusedError extends Error {}

function describeFailure(error: unknown): SaveFailure {
  if (error instanceof StaleError) return { kind: 'stale' }
  if (error instanceof RefusedError) return { kind: 'refused', message: error.message }
  return { kind: 'transient', message: 'unreachable' }
}

/** A server that behaves unless a test says what goes wrong with the next request. */
function setUp() {
  const server: SavedDraft & { names: string[] } = { revision: 1, workflow, problems: [], names: [] }
  const troubles: ((save: () => void) => void)[] = []
  const requests: { baseRevision: number; operations: Operation[] }[] = []
  const autosave = new Autosave({
    draft: { revision: 1, workflow, problems: [] },
    save: async (request) => {
      requests.push(request)
      const apply = () => {
        if (request.baseRevision !== server.revision) throw new StaleError()
        server.revision++
        for (const operation of request.operations) {
          if (operation.type !== 'updateWorkflow' || !operation.patch.name) continue
          server.workflow = { ...server.workflow, name: operation.patch.name }
          server.names.push(operation.patch.name)
        }
      }
      const trouble = troubles.shift()
      if (trouble) trouble(apply)
      else apply()
      return { revision: server.revision, problems: [] }
    },
    loadDraft: async () => ({ revision: server.revision, workflow: server.workflow, problems: [] }),
    describeFailure,
    debounce: 400,
    retryDelay: 1_000,
  })
  return { autosave, server, requests, troubles, kind: () => autosave.getSnapshot().state.kind }
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

describe('Autosave', () => {
  it('gathers edits until nobody has typed for a moment', async () => {
    const { autosave, requests, kind } = setUp()
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(300)
    autosave.push([rename('b')])
    await vi.advanceTimersByTimeAsync(300)
    expect(requests).toHaveLength(0)
    expect(autosave.getSnapshot().state).toEqual({ kind: 'unsaved', count: 2 })
    await vi.advanceTimersByTimeAsync(100)
    expect(requests).toEqual([{ baseRevision: 1, operations: [rename('a'), rename('b')] }])
    expect(kind()).toBe('saved')
    expect(autosave.getSnapshot().revision).toBe(2)
  })

  it('keeps one request under way and sends what was edited meanwhile after it', async () => {
    const { autosave, server, requests } = setUp()
    autosave.push([rename('a')])
    const flushed = autosave.flush()
    autosave.push([rename('b')])
    expect(await flushed).toBe(3)
    expect(requests.map((request) => request.baseRevision)).toEqual([1, 2])
    expect(server.names).toEqual(['a', 'b'])
  })

  it('keeps edits while the server is unreachable and sends them when it is back', async () => {
    const { autosave, server, troubles } = setUp()
    troubles.push(unreachable, unreachable)
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(400)
    expect(autosave.getSnapshot().state).toEqual({ kind: 'offline', count: 1 })
    autosave.push([rename('b')])
    expect(autosave.getSnapshot().state).toEqual({ kind: 'offline', count: 2 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.names).toEqual([])
    await vi.advanceTimersByTimeAsync(2_000)
    expect(server.names).toEqual(['a', 'b'])
    expect(autosave.getSnapshot()).toMatchObject({ state: { kind: 'saved' }, revision: 3 })
  })

  it('stops at a stale revision, says so and overwrites nothing', async () => {
    const { autosave, server, requests, kind } = setUp()
    server.revision = 5
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(400)
    expect(kind()).toBe('conflict')
    autosave.push([rename('b')])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(requests).toHaveLength(1)
    expect(server.names).toEqual([])
    await expect(autosave.flush()).rejects.toThrow('changed in another tab')
  })

  it('recognises its own save when only the answer was lost', async () => {
    const { autosave, server, troubles } = setUp()
    troubles.push(answerLost)
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(400)
    autosave.push([rename('b')])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(autosave.getSnapshot()).toMatchObject({ state: { kind: 'saved' }, revision: 3 })
    expect(server.names).toEqual(['a', 'b'])
  })

  it('reports a conflict when somebody else saved after the answer was lost', async () => {
    const { autosave, server, troubles, kind } = setUp()
    troubles.push(answerLost)
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(400)
    server.revision++
    server.workflow = { ...server.workflow, name: 'theirs' }
    await vi.advanceTimersByTimeAsync(1_000)
    expect(kind()).toBe('conflict')
    expect(server.workflow.name).toBe('theirs')
  })

  it('does not repeat what the server refuses for good', async () => {
    const { autosave, requests, troubles } = setUp()
    troubles.push(() => {
      throw new RefusedError('An edge names a node that is gone.')
    })
    autosave.push([rename('a')])
    await vi.advanceTimersByTimeAsync(60_000)
    expect(requests).toHaveLength(1)
    expect(autosave.getSnapshot().state).toEqual({
      kind: 'conflict',
      message: 'Your last edits cannot be saved: An edge names a node that is gone.',
    })
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

  it('sends what waits when the editor is left', async () => {
    const { autosave, server } = setUp()
    autosave.push([rename('a')])
    autosave.leave()
    await vi.advanceTimersByTimeAsync(0)
    expect(server.names).toEqual(['a'])
  })
})
