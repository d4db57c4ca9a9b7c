import { configSchema } from '@spane/workflow'
import { z } from 'zod'
import type { EngineErrorCode } from '../../engine-error.ts'
import { ERROR_STATUS } from '../error-status.ts'
import type { ApiOperation } from './api-operation.ts'
import { apiOperations } from './api-operations.ts'
import { type ApiSchemaName, apiSchemas } from './api-schemas.ts'

/** An OpenAPI 3.1 document; loosely typed, because it is only ever serialised. */
export interface OpenApiDocument {
  openapi: string
  paths: Record<string, Record<string, unknown>>
  components: { schemas: Record<ApiSchemaName, JsonSchema>; securitySchemes?: object }
  [key: string]: unknown
}

type JsonSchema = Record<string, unknown>

export interface OpenApiOptions {
  /** Where the API is mounted, e.g. `/api`. */
  basePath: string
  /** What others serve on the same address, as OpenAPI has it; paths are below `basePath` or name their servers. */
  alsoPaths?: Record<string, Record<string, unknown>>
  /** Whether requests need `Authorization: Bearer <key>`. */
  withKey: boolean
}

/** What any route may answer. */
const COMMON_ERRORS: EngineErrorCode[] = ['STORE_UNAVAILABLE']

/** Describes the whole REST API by the schemas that validate it. */
export function createOpenApiDocument({ basePath, withKey, alsoPaths }: OpenApiOptions): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {}
  for (const operation of apiOperations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method]: describeOperation(operation, withKey) }
    if (operation.open) paths[path].servers = [{ url: '/' }]
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'SPANE',
      version: '1',
      summary: 'Workflows, executions and dead letters.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: basePath }],
    ...(withKey && { security: [{ key: [] }] }),
    paths: { ...paths, ...alsoPaths },
    components: {
      schemas: Object.fromEntries(
        Object.entries(apiSchemas).map(([name, schema]) => [name, toJsonSchema(schema)]),
      ) as OpenApiDocument['components']['schemas'],
      ...(withKey && { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } }),
    },
  }
}

function describeOperation(operation: ApiOperation, withKey: boolean): JsonSchema {
  const { operationId, summary, body, answer, open } = operation
  return {
    operationId,
    summary,
    ...(withKey && open && { security: [] }),
    parameters: parametersOf(operation),
    ...(body && {
      requestBody: { required: body.required, content: { 'application/json': { schema: ref(body.schema) } } },
    }),
    responses: {
      [answer.status]: {
        description: answer.description,
        content: { 'application/json': { schema: ref(answer.schema) } },
      },
      ...problemsOf([...operation.errors, ...COMMON_ERRORS, ...(withKey && !open ? (['UNAUTHORIZED'] as const) : [])]),
    },
  }
}

function parametersOf({ path, query, headers = {} }: ApiOperation): JsonSchema[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: false,
    schema: toJsonSchema(schema as z.ZodType, 'output'),
  }))
  const inHeaders = Object.entries(headers).map(([name, { schema, description }]) => ({
    name,
    in: 'header',
    required: false,
    description,
    schema: toJsonSchema(schema),
  }))
  return [...inPath, ...inQuery, ...inHeaders]
}

/** One entry a status; the codes that share it are named. */
function problemsOf(codes: EngineErrorCode[]): Record<string, JsonSchema> {
  const byStatus = new Map<number, EngineErrorCode[]>()
  for (const code of new Set(codes))
    byStatus.set(ERROR_STATUS[code], [...(byStatus.get(ERROR_STATUS[code]) ?? []), code])
  return Object.fromEntries(
    [...byStatus].map(([status, group]) => [
      String(status),
      {
        description: group.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: ref('Problem') } },
      },
    ]),
  )
}

function ref(name: ApiSchemaName): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}

function toJsonSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): JsonSchema {
  // A node's config is checked by code, not by a schema: it is any object.
  const { $schema, ...rest } = z.toJSONSchema(schema, {
    io,
    reused: 'inline',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema === configSchema) jsonSchema.type = 'object'
    },
  })
  return rest
}
