import { type ExecutionPatch, type LoadedRows, pendingNodeRun } from '@spane/engine'
import { describe, expect, it } from 'vitest'
import { ExecutionCache } from './execution-cache.ts'

const NODES = ['a', 'b', 'c']

function rowsAt(revision: number, nodeIds: readonly string[], allNodesLoaded: boolean): LoadedRows {
  return {
    execution: { id: 'e1', status: 'running', revision } as LoadedRows['execution'],
    nodes: new Map(nodeIds.map((id) => [id, pendingNodeRun(id, 0)])),
    allNodesLoaded,
    absent: new Set(),
    endedChildren: new Map(),
  }
}

/** What a decision on these rows wrote: one node is completed. */
function completes(before: LoadedRows, nodeId: string): ExecutionPatch {
  return {
    before,
    execution: { ...before.execution, revision: before.execution.revision + 1 },
    insertedNodes: [],
    updatedNodes: [{ ...pendingNodeRun(nodeId, 0), status: 'completed' }],
    at: 0,
  } as unknown as ExecutionPatch
}

function knowingAll() {
  const cache = new ExecutionCache()
  cache.remember(completes(rowsAt(1, NODES, true), 'a'))
  return cache
}

describe('the remembered rows of an execution', () => {
  it('stay complete when a decision had to read a few of them again', () => {
    const cache = knowingAll()
    cache.remember(completes(rowsAt(2, ['b'], false), 'b'))
    const rows = cache.get('e1')?.rows
    expect(rows).toMatchObject({ allNodesLoaded: true, execution: { revision: 3 } })
    expect(NODES.map((id) => rows?.nodes.get(id)?.status)).toEqual(['completed', 'completed', 'pending'])
  })

  it('are those that were read when somebody else has written in between', () => {
    const cache = knowingAll()
    cache.remember(completes(rowsAt(5, ['b'], false), 'b'))
    const rows = cache.get('e1')?.rows
    expect(rows).toMatchObject({ allNodesLoaded: false, execution: { revision: 6 } })
    expect([...(rows?.nodes.keys() ?? [])]).toEqual(['b'])
  })

  it('are not replaced by older ones', () => {
    const cache = knowingAll()
    cache.remember(completes(rowsAt(1, ['c'], true), 'c'))
    expect(cache.get('e1')?.rows.nodes.get('c')?.status).toBe('pending')
  })
})
