import { composeInput, type NodeInput } from '@spane/engine'
import { compileGraph, type Workflow } from '@spane/workflow'
import type { Payload } from '../../contract.ts'
import { toPayload } from './payload.ts'

const NEVER_STARTED = new Set(['pending', 'skipped', 'cancelled'])

/** The input of a node as it was, or will be, handed to its executor; null while it is not decided. */
export function toInputPayload(
  definition: Workflow,
  input: NodeInput,
  redact: (text: string) => string,
  maxBytes?: number,
): Payload | null {
  const { node } = input
  if (node.starts === 0 && NEVER_STARTED.has(node.status)) return null
  return toPayload(redact(JSON.stringify(composeInput(compileGraph(definition), input))), maxBytes)
}
