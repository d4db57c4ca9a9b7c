import { checkSchema, formatPath } from '@spane/workflow'
import type { z } from 'zod'
import { ApiError } from '../errors/api-error.ts'

/** A parser as tRPC takes it, which leaves the types of both sides to the schema (standardschema.dev). */
export interface WordedInput<In, Out> {
  readonly '~standard': {
    readonly version: 1
    readonly vendor: 'spane'
    readonly validate: (value: unknown) => { readonly value: Out }
    readonly types?: { readonly input: In; readonly output: Out } | undefined
  }
}

/**
 * What a procedure takes. What does not fit is refused in the words of the REST API instead of zod's: `BAD_INPUT` with the
 * first field that is wrong and a sentence for a person, which a form may show as it is.
 */
export function worded<S extends z.ZodType>(schema: S): WordedInput<z.input<S>, z.output<S>> {
  return {
    '~standard': {
      version: 1,
      vendor: 'spane',
      validate(value) {
        const checked = checkSchema(schema, value, (path) => formatPath(path) || 'The input')
        if ('data' in checked) return { value: checked.data }
        const [issue] = checked.issues
        const field = issue?.path.join('.')
        throw new ApiError('BAD_INPUT', issue?.message ?? 'The input is not valid.', field ? { field } : {})
      },
    },
  }
}
