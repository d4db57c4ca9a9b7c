import { MAIN_PORT, type WorkflowEdge } from './definition.ts'

const LONGEST = 200

/**
 * The id of an edge that was given none: `a->b`, with ports other than `main` named as in `if:true->b`. The same ends give the
 * same id and different ends different ones: `%`, `:` and `>` inside ids are escaped, and an id that would be too long
 * is a hash.
 */
export function deriveEdgeId(edge: Omit<WorkflowEdge, 'id'>): string {
  const id = `${end(edge.source, edge.sourcePort)}->${end(edge.target, edge.targetPort)}`
  return id.length <= LONGEST ? id : `edge-${hash(id, 0x9e3779b9)}${hash(id, 0x85ebca6b)}`
}

function end(node: string, port: string): string {
  return port === MAIN_PORT ? escapeEnd(node) : `${escapeEnd(node)}:${escapeEnd(port)}`
}

function escapeEnd(id: string): string {
  return id.replace(/[%:>]/g, (char) => `%${char.charCodeAt(0).toString(16)}`)
}

/** 53 bits (cyrb53), 14 hex digits. Not for secrets: it only keeps long ids apart. */
function hash(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed
  let b = 0x41c6ce57 ^ seed
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    a = Math.imul(a ^ unit, 2654435761)
    b = Math.imul(b ^ unit, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0')
}
