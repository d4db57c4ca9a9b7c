import { JsonValueError, toJsonText } from '@spane/workflow'
import { EngineError } from './engine-error.ts'

/** An input as it is stored. @throws EngineError BAD_INPUT with the path to what is not JSON */
export function inputText(value: unknown, field = 'input'): string {
  try {
    return toJsonText(value)
  } catch (error) {
    if (!(error instanceof JsonValueError)) throw error
    throw new EngineError('BAD_INPUT', error.message, { field, cause: error })
  }
}
