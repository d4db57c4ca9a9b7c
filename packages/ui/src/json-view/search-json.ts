import type { JsonKeys } from './json-path.ts'

/** Matches that are listed; who has more types more. */
export const MAX_MATCHES = 500

export interface JsonMatch {
  keys: JsonKeys
  value: unknown
}

interface Frame {
  value: Record<string | number, unknown>
  names: string[] | undefined
  size: number
  next: number
}

/**
 * Finds keys and plain values that hold a text, in any case. Each step of the generator looks at one place, so that
 * whoever searches something large can pause between them. It does not recurse: no depth overflows the stack.
 */
export function* searchJson(root: unknown, query: string): Generator<JsonMatch | undefined> {
  const wanted = query.toLowerCase()
  const frames: Frame[] = []
  const keyOf = (frame: Frame) => (frame.names ? (frame.names[frame.next - 1] as string) : frame.next - 1)
  const enter = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return
    const names = Array.isArray(value) ? undefined : Object.keys(value)
    const size = names ? names.length : (value as unknown[]).length
    frames.push({ value: value as Frame['value'], names, size, next: 0 })
  }
  if (holds(root, wanted)) yield { keys: [], value: root }
  enter(root)
  for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
    if (frame.next >= frame.size) {
      frames.pop()
      continue
    }
    frame.next++
    const key = keyOf(frame)
    const value = frame.value[key]
    const found = (typeof key === 'string' && key.toLowerCase().includes(wanted)) || holds(value, wanted)
    yield found ? { keys: frames.map(keyOf), value } : undefined
    enter(value)
  }
}

function holds(value: unknown, wanted: string): boolean {
  return (typeof value !== 'object' || value === null) && String(value).toLowerCase().includes(wanted)
}
