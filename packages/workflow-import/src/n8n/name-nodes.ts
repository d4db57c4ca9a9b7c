import type { N8nNode } from './n8n-schema.ts'

/** Ids that are readable and unique, by the names that n8n knows nodes by. */
export function nameNodes(nodes: readonly N8nNode[]): Map<string, string> {
  const ids = new Map<string, string>()
  const taken = new Set<string>()
  for (const { name } of nodes) {
    const base =
      name
        .normalize('NFKD')
        .replace(/\p{Mark}/gu, '')
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '')
        .slice(0, 60) || 'node'
    let id = base
    for (let number = 2; taken.has(id); number++) id = `${base}-${number}`
    taken.add(id)
    ids.set(name, id)
  }
  return ids
}
