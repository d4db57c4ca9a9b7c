import { type PrismaClient, readVersionDefinitions } from '@spane/db'
import type { Workflow } from '@spane/workflow'

const MAX_ENTRIES = 200

/** Names of the nodes of a version. */
export type NodeNames = ReadonlyMap<string, { name: string; type: string }>

/** Remembers what the nodes of versions are called. A version never changes, so nothing is ever stale. */
export class DefinitionCache {
  readonly #prisma: PrismaClient
  readonly #names = new Map<string, NodeNames>()

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma
  }

  /** The names in each of these versions: one query for all that are not known yet. */
  async nodeNames(workspaceId: string, versionIds: readonly string[]): Promise<Map<string, NodeNames>> {
    const wanted = new Set(versionIds)
    const missing = [...wanted].filter((id) => !this.#names.has(id))
    const definitions = await readVersionDefinitions(this.#prisma, workspaceId, missing)
    const found = new Map<string, NodeNames>()
    for (const [id, definition] of definitions) found.set(id, namesIn(JSON.parse(definition) as Workflow))
    for (const id of wanted) {
      const known = this.#names.get(id)
      if (known) found.set(id, known)
    }
    for (const id of definitions.keys()) this.#remember(id, found.get(id) as NodeNames)
    return found
  }

  #remember(id: string, names: NodeNames): void {
    if (this.#names.size >= MAX_ENTRIES) this.#names.delete(this.#names.keys().next().value as string)
    this.#names.set(id, names)
  }
}

function namesIn(workflow: Workflow): NodeNames {
  return new Map(workflow.nodes.map((node) => [node.id, { name: node.name ?? node.id, type: node.type }]))
}
