export type AnswerKind = 'text' | 'number' | 'yes-no'

export interface AnswerField {
  name: string
  kind: AnswerKind
}

export interface SignalDescription {
  name: string | undefined
  instructions: string | undefined
  fields: AnswerField[]
}

const KINDS: ReadonlySet<unknown> = new Set<AnswerKind>(['text', 'number', 'yes-no'])

/** What the config of a node that waits says about the signal. Nodes of other makers may say nothing of this kind. */
export function describeSignal(config: Record<string, unknown>): SignalDescription {
  return {
    name: textOf(config.name),
    instructions: textOf(config.instructions),
    fields: Array.isArray(config.answer) ? config.answer.flatMap(readField) : [],
  }
}

/** JSON text to begin with: the fields that are asked for, not filled in. */
export function emptyAnswer(fields: readonly AnswerField[]): string {
  const empty = { text: '', number: null, 'yes-no': false }
  return JSON.stringify(Object.fromEntries(fields.map(({ name, kind }) => [name, empty[kind]])), null, 2)
}

/** The object that a JSON text holds; undefined for anything else, which a form cannot show. */
export function readAnswer(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}

function readField(field: unknown): AnswerField[] {
  const { name, kind } = (field ?? {}) as { name?: unknown; kind?: unknown }
  if (typeof name !== 'string' || name === '') return []
  return [{ name, kind: KINDS.has(kind) ? (kind as AnswerKind) : 'text' }]
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
