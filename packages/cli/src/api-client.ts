import { z } from 'zod'
import { CliError } from './cli-error.ts'

const problemSchema = z.object({
  code: z.string(),
  detail: z.string(),
  problems: z.array(z.object({ message: z.string() })).optional(),
})

export const publishedSchema = z.object({ id: z.string(), versionId: z.string(), version: z.number() })
export const startedSchema = z.object({ executionId: z.string() })
export const executionSchema = z.looseObject({
  executionId: z.string(),
  status: z.string(),
  nodeResults: z.record(
    z.string(),
    z.looseObject({ status: z.string(), error: z.object({ code: z.string(), message: z.string() }).optional() }),
  ),
})
export type Execution = z.infer<typeof executionSchema>

export interface ApiClient {
  /** @throws CliError that says what the server refused, or that none answers */
  call<S extends z.ZodType>(
    schema: S,
    method: 'GET' | 'POST',
    path: string,
    options?: CallOptions,
  ): Promise<z.output<S>>
}

interface CallOptions {
  body?: unknown
  headers?: Record<string, string>
}

/** The REST API of the product at `url` (`SPANE_URL`), with the key that it was given, if any. */
export function createApiClient(options: {
  url: string
  apiKey?: string | undefined
  fetch?: (request: Request) => Promise<Response>
}): ApiClient {
  const send = options.fetch ?? ((request: Request) => fetch(request))
  if (!URL.canParse(options.url)) {
    throw new CliError(`SPANE_URL is ${JSON.stringify(options.url)}, which is no URL such as http://127.0.0.1:3000.`)
  }
  const base = options.url.replace(/\/+$/, '')
  return {
    async call(schema, method, path, { body, headers } = {}) {
      const request = new Request(`${base}/api${path}`, {
        method,
        headers: {
          ...(options.apiKey !== undefined && { authorization: `Bearer ${options.apiKey}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const response = await send(request).catch((cause: unknown) => {
        throw new CliError(`No SPANE answers at ${base}. Start it with "npm start", or set SPANE_URL.`, { cause })
      })
      const answer: unknown = await response.json().catch(() => undefined)
      if (!response.ok) throw refusal(response.status, answer, base)
      const parsed = schema.safeParse(answer)
      if (parsed.success) return parsed.data
      throw new CliError(`What answers at ${base} is not the API of SPANE.`, { cause: parsed.error })
    },
  }
}

function refusal(status: number, answer: unknown, base: string): CliError {
  const problem = problemSchema.safeParse(answer)
  if (!problem.success) return new CliError(`The server at ${base} answered with the status ${status}.`)
  const { code, detail, problems = [] } = problem.data
  if (code === 'UNAUTHORIZED') return new CliError('The server wants an API key: set SPANE_API_KEY to the right one.')
  const lines = problems.length > 1 ? problems.map(({ message }) => `\n  ${message}`).join('') : ''
  return new CliError(`${detail}${lines} (${code})`)
}
