import { describe, expect, it } from 'vitest'
import type { WorkflowEngine } from '../../workflow-engine.ts'
import { createApiApp } from '../create-api-handler.ts'
import { apiOperations } from './api-operations.ts'
import { createOpenApiDocument } from './create-openapi-document.ts'

const document = createOpenApiDocument({ basePath: '/api', withKey: false })

describe('the OpenAPI document', () => {
  it('describes every route of the API, and no other', () => {
    // Routes are put together without the engine being asked anything.
    const app = createApiApp({} as WorkflowEngine, { apiKey: 'x' })
    const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
    const described = apiOperations.map(
      ({ method, path, open }) => `${method.toUpperCase()} ${open ? path : `/api${path}`}`,
    )
    expect(described.sort()).toEqual([...new Set(routes)].sort())
  })

  it('refers to schemas that it has, each operation under a name of its own', () => {
    const text = JSON.stringify(document)
    for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(document.components.schemas).toHaveProperty(name as string)
    }
    const ids = apiOperations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(text).not.toMatch(/"#\/(?!components\/schemas\/)/)
  })

  it('takes the schemas that validate: limits, defaults and enumerations are there', () => {
    expect(document.paths['/dlq']?.get).toMatchObject({
      parameters: expect.arrayContaining([
        expect.objectContaining({ name: 'limit', in: 'query', schema: expect.objectContaining({ maximum: 200 }) }),
      ]),
    })
    expect(document.components.schemas.Execute).toMatchObject({
      properties: { entryNodeId: { type: 'string', maxLength: 200 } },
    })
    expect(document.components.schemas.Workflow).toMatchObject({
      anyOf: [
        {
          properties: { nodes: { items: { properties: { config: { type: 'object' }, outputs: { type: 'array' } } } } },
        },
        { required: expect.arrayContaining(['nodes', 'edges']) },
      ],
    })
  })

  it('asks for the key where one is needed', () => {
    const locked = createOpenApiDocument({ basePath: '/api', withKey: true })
    expect(locked).toMatchObject({
      security: [{ key: [] }],
      components: { securitySchemes: { key: { scheme: 'bearer' } } },
    })
    expect(locked.paths['/health']?.get).toMatchObject({ security: [] })
    expect(locked.paths['/stats']?.get).toHaveProperty('responses.401')
    expect(document).not.toHaveProperty('security')
  })

  it('has what is served beside the API, where that is said', () => {
    const alsoPaths = { '/hooks/{path}': { servers: [{ url: '/' }], post: { operationId: 'callWebhook' } } }
    const whole = createOpenApiDocument({ basePath: '/api', withKey: false, alsoPaths })
    expect(whole.paths).toMatchObject(alsoPaths)
    expect(whole.paths).toHaveProperty('/workflows')
  })
})
