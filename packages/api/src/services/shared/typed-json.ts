import { JsonValueError, parseJsonText } from '@spane/workflow'
import { ApiError } from '../../errors/api-error.ts'

/**
 * Reads JSON that a person typed. Nothing typed means an empty object.
 * @throws ApiError `BAD_INPUT` at `field`
 */
export function parseTypedJson(text: string, field: string): unknown {
  if (text.trim() === '') return {}
  try {
    return parseJsonText(text)
  } catch (cause) {
    if (!(cause instanceof JsonValueError)) throw cause
    throw new ApiError('BAD_INPUT', cause.message, { field, cause })
  }
}
