import { editDraft, openDraft, type Workflow } from '@spane/workflow'
import { expect, it, vi } from 'vitest'
import { BrowserKeeper, type KeeperStore } from './draft-keeper.ts'
import type { KeptDraft } from './kept-drafts.ts'

const workflow: Workflow = { id: 'w', name: 'W', nodes: [], edges: [] }
const clean = openDraft({ revision: 3, workflow })
const edited = (name: string) => editDraft(clean, [{ type: 'updateWorkflow', patch: { name } }])

function setUp(holds = false) {
  const writes: (KeptDraft | string)[] = []
  const gates: (() => void)[] = []
  const gate = () => new Promise<void>((resolve) => gates.push(resolve))
  const store: KeeperStore = {
    put: (draft) => {
      writes.push(draft)
      return gate()
    },
    delete: (clientId) => {
      writes.push(clientId)
      return gate()
    },
  }
  const kept: boolean[] = []
  const keeper = new BrowserKeeper(store, { clientId: 'c', holds, onKept: (isKept) => kept.push(isKept) })
  return { keeper, store, writes, kept, finish: async () => vi.waitFor(() => gates.shift()?.()) }
}

it('keeps unsent edits with what they were made on, and forgets them once they are acknowledged', async () => {
  const { keeper, writes, kept, finish } = setUp()
  keeper.keep(edited('a'))
  expect(writes).toEqual([
    {
      clientId: 'c',
      workflowId: 'w',
      revision: 3,
      base: workflow,
      head: null,
      queue: [{ type: 'updateWorkflow', patch: { name: 'a' } }],
    },
  ])
  expect(kept).toEqual([false])
  await finish()
  await vi.waitFor(() => expect(kept).toEqual([false, true]))
  keeper.keep(clean)
  expect(writes.at(-1)).toBe('c')
})

it('writes nothing where nothing is unsent', () => {
  const { keeper, writes } = setUp()
  keeper.keep(clean)
  expect(writes).toEqual([])
  const adopted = setUp(true)
  adopted.keeper.keep(clean)
  expect(adopted.writes).toEqual(['c'])
})

it('writes one after the other, and of what came meanwhile the last', async () => {
  const { keeper, writes, finish } = setUp()
  for (const name of ['a', 'b', 'c']) keeper.keep(edited(name))
  expect(writes).toHaveLength(1)
  await finish()
  await vi.waitFor(() => expect(writes).toHaveLength(2))
  expect(writes[1]).toMatchObject({ queue: [{ patch: { name: 'c' } }] })
})

it('does not say that something is kept where the browser refuses', async () => {
  const { keeper, store, kept } = setUp()
  store.put = () => Promise.reject(new Error('QuotaExceededError'))
  keeper.keep(edited('a'))
  await Promise.resolve()
  expect(kept).toEqual([false])
})
