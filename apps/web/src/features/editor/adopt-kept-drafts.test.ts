import { expect, it } from 'vitest'
import { adoptKeptDrafts, type Locks, lockEditor } from './adopt-kept-drafts.ts'
import type { KeptDraft } from './kept-drafts.ts'

/** The lock managers of any number of tabs. */
function createLocks(): Locks {
  const held = new Set<string>()
  const request = async (name: string, _options: unknown, callback: (lock: object | null) => unknown) => {
    if (held.has(name)) return callback(null)
    held.add(name)
    try {
      return await callback({ name })
    } finally {
      held.delete(name)
    }
  }
  return { request } as Locks
}

const kept = (clientId: string): KeptDraft => ({
  clientId,
  workflowId: 'w',
  revision: 1,
  base: { id: 'w', name: 'W', nodes: [], edges: [] },
  head: null,
  queue: [],
})

it('takes over what closed editors left, and leaves alone what an open one keeps', async () => {
  const locks = createLocks()
  const release = await lockEditor(locks, 'open')
  const drafts = [kept('open'), kept('closed'), kept('closed-2')]
  const adopted = await adoptKeptDrafts(locks, drafts)
  expect(adopted.map((each) => each.kept.clientId)).toEqual(['closed', 'closed-2'])
  expect(await adoptKeptDrafts(locks, drafts)).toEqual([])
  release?.()
  for (const each of adopted) each.release()
  await new Promise((resolve) => setImmediate(resolve))
  expect(await adoptKeptDrafts(locks, drafts)).toHaveLength(3)
})

it('takes over everything where the browser has no locks', async () => {
  expect(await adoptKeptDrafts(undefined, [kept('a')])).toHaveLength(1)
})
