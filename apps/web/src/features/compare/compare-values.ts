import type { Payload } from '@spane/api'
import type { FieldChange } from '@spane/workflow'
import { diffValues } from './diff-values.ts'

/** What comparing two outputs came to. */
export type ValueComparison =
  | { kind: 'changes'; changes: FieldChange[] }
  /** The texts differ in the order of keys alone. */
  | { kind: 'same' }
  /** One side gave nothing. */
  | { kind: 'missing'; side: 'first' | 'second' | 'both' }
  /** One of them is too large to be here as a whole. */
  | { kind: 'too-large'; bytes: number }

export function compareValues(first: Payload | null, second: Payload | null): ValueComparison {
  if (!first || !second) return { kind: 'missing', side: first ? 'second' : second ? 'first' : 'both' }
  const bytes = Math.max(first.truncated ? first.bytes : 0, second.truncated ? second.bytes : 0)
  if (bytes > 0) return { kind: 'too-large', bytes }
  const changes = diffValues(JSON.parse(first.text), JSON.parse(second.text))
  return changes.length === 0 ? { kind: 'same' } : { kind: 'changes', changes }
}
