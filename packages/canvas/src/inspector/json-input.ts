import { isTemplate } from '@spane/workflow'

export type JsonInput = { value: unknown; error?: undefined } | { error: string; value?: undefined }

/** What JSON text typed by a person stands for. Nothing means no value; `asTemplate` takes what is no JSON as an expression. */
export function readJsonInput(text: string, asTemplate: boolean): JsonInput {
  if (text.trim() === '') return { value: undefined }
  try {
    return { value: JSON.parse(text) as unknown }
  } catch (error) {
    if (asTemplate) return { value: text }
    return { error: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** The text for a value: an expression as it is, anything else as JSON. */
export function showJsonInput(value: unknown): string {
  if (value === undefined) return ''
  if (isTemplate(value) && !parses(value)) return value
  return JSON.stringify(value, null, 2)
}

function parses(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
