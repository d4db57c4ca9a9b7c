import type { z } from 'zod'
import type { EngineErrorCode } from '../../engine-error.ts'
import type { ApiSchemaName } from './api-schemas.ts'

/** A route of the REST API, as its document describes it. */
export interface ApiOperation {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete'
  /** As the router has it, below the base path: `/workflows/:id`. */
  path: string
  /** Stands beside the base path and needs no key. */
  open?: boolean
  operationId: string
  summary: string
  query?: z.ZodObject
  headers?: Record<string, { schema: z.ZodType; description: string }>
  body?: { schema: ApiSchemaName; required: boolean }
  answer: { status: number; schema: ApiSchemaName; description: string }
  /** What it may refuse with, beside what every route may. */
  errors: EngineErrorCode[]
}
