import { expect, it } from 'vitest'
import { describeTriggerPaths } from './describe-paths.ts'
import { HOOK_STATUS } from './webhook/hook-error.ts'

const paths = describeTriggerPaths() as Record<string, Record<string, { operationId: string; responses: object }>>

it('describes events, webhooks and test calls, each operation under a name of its own', () => {
  expect(Object.keys(paths)).toEqual(['/events/{name}', '/hooks/{path}', '/hooks-test/{path}'])
  const operations = Object.values(paths).flatMap((path) => Object.values(path).filter((item) => item.operationId))
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(11)
  expect(paths['/hooks/{path}']).toMatchObject({ servers: [{ url: '/' }], post: { security: [] } })
})

it('names every error that a webhook may answer with, at its status', () => {
  const { responses } = paths['/hooks-test/{path}']?.post ?? { responses: {} }
  for (const [code, status] of Object.entries(HOOK_STATUS)) {
    const described = (responses as Record<number, { description: string }>)[status]
    expect(described?.description, code).toContain(`\`${code}\``)
  }
})
