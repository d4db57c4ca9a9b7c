import type { ImportedItem } from '@spane/api'

/** Lines of one sort, what weighs most first. */
export interface NoteGroup {
  title: string
  sign: string
  tone: 'failed' | 'retrying' | 'waiting' | 'completed'
  lines: { key: string; subject?: string; message: string }[]
}

const KINDS = {
  unmapped: { title: 'Has no counterpart here', sign: '!', tone: 'failed' },
  needed: { title: 'Needs something from you', sign: '?', tone: 'waiting' },
  changed: { title: 'Is different here', sign: '~', tone: 'retrying' },
  mapped: { title: 'Works as it did', sign: '✓', tone: 'completed' },
} as const

/** Everything that is worth knowing about a workflow that is imported, by how much it matters. */
export function countNotes(item: ImportedItem): NoteGroup[] {
  const notes = [
    ...item.notes,
    ...item.secrets.map((name) => ({
      kind: 'needed' as const,
      message: `It asks for the secret ${name}: set SPANE_SECRET_${name} where the workers run.`,
    })),
    ...item.missingWorkflows.map((id) => ({
      kind: 'needed' as const,
      message: `It runs the workflow ${id}, which is not here: import that one too, or choose another.`,
    })),
  ]
  const named = new Set(item.notes.map(({ subject }) => subject))
  const problems = item.problems
    // A placeholder was named above already.
    .filter(({ code, nodeId }) => code !== 'UNKNOWN_TYPE' || named.size === 0 || nodeId === undefined)
    .map(({ message }) => ({ kind: 'unmapped' as const, message }))
  const all = [...notes, ...problems].map((note, index) => ({ ...note, key: `${note.kind} ${index}` }))
  return Object.entries(KINDS)
    .map(([kind, looks]) => ({ ...looks, lines: all.filter((note) => note.kind === kind) }))
    .filter(({ lines }) => lines.length > 0)
}

/** How large it is, and how much of it has to be looked at. */
export function summarizeItem(item: ImportedItem): string {
  const nodes = `${item.nodeCount} ${item.nodeCount === 1 ? 'node' : 'nodes'}`
  const placeholders = item.problems.filter(({ code }) => code === 'UNKNOWN_TYPE').length
  if (placeholders === 0) return nodes
  return `${nodes}, ${placeholders} of them ${placeholders === 1 ? 'a placeholder' : 'placeholders'}`
}
