import { type EditorPerson, editorPersonSchema } from '@spane/realtime'
import { idSchema } from '@spane/workflow'
import { z } from 'zod'

/** What the web processes tell one another of the drafts that are open in them. */
const draftMessageSchema = z.discriminatedUnion('kind', [
  /** A draft has another revision. */
  z.object({ kind: z.literal('changed'), workflowId: idSchema }),
  /** Somebody has it open: said when it is opened, of each change, and again and again. Who hears of a new one says who is here. */
  z.object({ kind: z.literal('here'), workflowId: idSchema, person: editorPersonSchema, isNew: z.boolean() }),
  z.object({ kind: z.literal('left'), workflowId: idSchema, clientId: z.string() }),
])
export type DraftMessage = z.infer<typeof draftMessageSchema>

const envelopeSchema = z.object({ from: z.string(), message: draftMessageSchema })

export function encodeDraftMessage(from: string, message: DraftMessage): string {
  return JSON.stringify({ from, message })
}

/** Undefined for what does not parse: what matters is said again, or looked up. */
export function decodeDraftMessage(text: string): { from: string; message: DraftMessage } | undefined {
  try {
    return envelopeSchema.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** Leaves room for all else in a message. */
const MAX_SELECTION_BYTES = 5_000

/** The person with as many of the selected nodes as fit into a message. */
export function fitSelection(person: EditorPerson): EditorPerson {
  let bytes = 0
  const end = person.nodeIds.findIndex((id) => {
    bytes += Buffer.byteLength(JSON.stringify(id)) + 1
    return bytes > MAX_SELECTION_BYTES
  })
  return end < 0 ? person : { ...person, nodeIds: person.nodeIds.slice(0, end) }
}
