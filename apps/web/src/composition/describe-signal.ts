export interface SignalDescription {
  name: string | undefined
  instructions: string | undefined
  /** JSON text to begin with: the fields that are asked for, not filled in. */
  payload: string
}

const EMPTY = { text: '', number: 0, 'yes-no': false } as const

/** What the config of a node that waits says about the signal. Nodes of other makers may say nothing of this kind. */
export function describeSignal(config: Record<string, unknown>): SignalDescription {
  const fields = Array.isArray(config.answer) ? config.answer.flatMap(readField) : []
  return {
    name: textOf(config.name),
    instructions: textOf(config.instructions),
    payload: JSON.stringify(Object.fromEntries(fields), null, 2),
  }
}

function readField(field: unknown): [string, unknown][] {
  const { name, kind } = (field ?? {}) as { name?: unknown; kind?: unknown }
  if (typeof name !== 'string' || name === '') return []
  return [[name, EMPTY[Object.hasOwn(EMPTY, String(kind)) ? (kind as keyof typeof EMPTY) : 'text']]]
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}
