import { applyOperations } from '../apply-operations.ts'
import type { Workflow } from '../definition.ts'
import { isSameJson } from '../is-same-json.ts'
import type { Operation } from '../operation.ts'
import { acceptBatch } from './accept-batch.ts'
import {
  confirmBatch,
  type DraftCopy,
  editDraft,
  followDraft,
  openDraft,
  refuseBatch,
  resolveConflicts,
  takeBatch,
} from './draft-copy.ts'
import type { MergeRenames } from './merge-conflict.ts'

export interface SimulationStep {
  client: number
  action: string
  seed: number
}

interface LoggedBatch {
  revision: number
  batchId: string
  operations: Operation[]
  inverse: Operation[]
  renames: MergeRenames
}

const start: Workflow = {
  id: 'w',
  name: 'W',
  nodes: ['a', 'b', 'c'].map((id) => ({ id, type: 't', config: { x: 0, y: 0 } })),
  edges: [{ id: 'a->b', source: 'a', sourcePort: 'main', target: 'b', targetPort: 'main' }],
}

/** A server and clients between which anything may be lost, decided by what the product decides with. */
export class MergeSimulation {
  readonly server = { revision: 1, draft: start, log: [] as LoggedBatch[] }
  /** Edits that were changed by a batch whose author had not touched them, or not seen them. */
  readonly violations: string[] = []
  copies: DraftCopy[]
  readonly #logLength: number
  #batches = 0
  #values = 0

  constructor(clients: number, logLength: number) {
    this.#logLength = logLength
    this.copies = Array.from({ length: clients }, () => openDraft({ revision: 1, workflow: start }))
  }

  step({ client, action, seed }: SimulationStep): void {
    const copy = this.copies[client] as DraftCopy
    this.copies[client] = this.#next(copy, action, seed)
  }

  /** Everybody is online until nothing is left to send or to decide. */
  settle(): void {
    for (let round = 0; round < 20 && !this.#isSettled(); round++) {
      for (const client of this.copies.keys()) {
        for (const action of ['send', 'follow', 'decide', 'send', 'follow']) this.step({ client, action, seed: round })
      }
    }
  }

  /** Every further round would change nothing. */
  #isSettled(): boolean {
    return this.copies.every(
      ({ server, head, queue, conflicts }) =>
        server.revision === this.server.revision && !head && queue.length + conflicts.length === 0,
    )
  }

  #next(copy: DraftCopy, action: string, seed: number): DraftCopy {
    switch (action) {
      case 'edit':
        return editDraft(copy, this.#gesture(copy.working, seed))
      case 'send':
        return this.#send(copy, {})
      case 'lose-request':
        return this.#send(copy, { request: true })
      case 'lose-answer':
        return this.#send(copy, { answer: true })
      case 'follow':
        return followDraft(copy, this.#current())
      case 'decide':
        return resolveConflicts(copy, ({ key }) => ((key.length + seed) % 2 === 0 ? 'mine' : 'theirs'))
      default:
        // The page was closed: what was kept is all that is left.
        return JSON.parse(JSON.stringify(copy))
    }
  }

  #current() {
    return { revision: this.server.revision, workflow: this.server.draft }
  }

  #send(copy: DraftCopy, lost: { request?: boolean; answer?: boolean }): DraftCopy {
    const taken = takeBatch(copy, `batch-${++this.#batches}`)
    if (!taken.head || lost.request) return taken
    const answer = this.#save(taken)
    if (lost.answer) return taken
    if (answer === 'refused') return refuseBatch(taken, this.#current())
    return confirmBatch(taken, { ...this.#current(), renames: answer.renames })
  }

  /** The log reaches back for so many revisions; ids of batches are kept for longer. */
  #save({ head, server, base }: DraftCopy): LoggedBatch | 'refused' {
    const { log, revision, draft } = this.server
    if (!head) return 'refused'
    const known = log.find(({ batchId }) => batchId === head.id)
    if (known) return known
    const since = log.filter((entry) => entry.revision > server.revision)
    if (since.length > this.#logLength) return 'refused'
    const verdict = acceptBatch({ draft, inverses: since.map(({ inverse }) => inverse), operations: head.operations })
    if (verdict.kind === 'conflict') return 'refused'
    this.#check(base, applyOperations(base, head.operations).workflow, verdict)
    const entry = { ...verdict, revision: revision + 1, batchId: head.id }
    this.server.revision = entry.revision
    this.server.draft = verdict.workflow
    log.push(entry)
    return entry
  }

  /** A field may only change when its author changed it, and nobody else did since the author's base. */
  #check(base: Workflow, mine: Workflow, { workflow, renames }: { workflow: Workflow; renames: MergeRenames }): void {
    const [b, m, before, after] = [base, mine, this.server.draft, workflow].map(flatten) as [Flat, Flat, Flat, Flat]
    const made = new Set(Object.values(renames.node))
    const deleted = (id: string) => b.has(`${id} exists`) && !m.has(`${id} exists`)
    for (const path of new Set([...before.keys(), ...after.keys()])) {
      const [id = '', field] = path.split(' ')
      if (isSameJson(before.get(path), after.get(path)) || made.has(id)) continue
      if (field === 'edge') {
        const [source = '', target = ''] = id.split('>')
        if ([source, target].some((end) => made.has(end) || !after.has(`${end} exists`))) continue
      }
      // What was only moved meanwhile goes with its deletion.
      if (field === 'position' && deleted(id)) continue
      if (isSameJson(b.get(path), m.get(path))) this.violations.push(`${path} was changed by nobody`)
      else if (!isSameJson(b.get(path), before.get(path))) this.violations.push(`${path} was overwritten unseen`)
    }
  }

  #gesture({ nodes, edges }: Workflow, seed: number): Operation[] {
    const value = ++this.#values
    const pick = nodes[seed % Math.max(1, nodes.length)]
    const other = nodes[(seed >> 3) % Math.max(1, nodes.length)]
    const kind = seed % 7
    if (!pick || !other || kind === 0) {
      let id = 'n'
      for (let n = 2; nodes.some((node) => node.id === id); n++) id = `n-${n}`
      return [{ type: 'addNode', node: { id, type: 't', config: { x: value } } }]
    }
    const nodeId = pick.id
    if (kind === 1) {
      const touching = edges.filter((edge) => edge.source === nodeId || edge.target === nodeId)
      return [
        ...touching.map(({ id }): Operation => ({ type: 'removeEdge', edgeId: id })),
        { type: 'removeNode', nodeId },
      ]
    }
    if (kind === 2) return [{ type: 'moveNodes', positions: { [nodeId]: { x: value, y: 0 } } }]
    if (kind === 3) {
      const id = `${nodeId}>${other.id}`
      const drawn = edges.find((edge) => edge.source === nodeId && edge.target === other.id)
      if (drawn) return [{ type: 'removeEdge', edgeId: drawn.id }]
      if (edges.some((edge) => edge.id === id)) return []
      return [
        { type: 'addEdge', edge: { id, source: nodeId, sourcePort: 'main', target: other.id, targetPort: 'main' } },
      ]
    }
    if (kind === 4) return [{ type: 'updateNode', nodeId, patch: { name: `N${value}` } }]
    const key = kind === 5 ? 'x' : 'y'
    return [{ type: 'updateNode', nodeId, patch: { config: { ...pick.config, [key]: value } } }]
  }
}

type Flat = Map<string, unknown>

/** Every field by its path. */
function flatten({ nodes, edges }: Workflow): Flat {
  const flat: Flat = new Map()
  for (const { id, name, position, config } of nodes) {
    flat.set(`${id} exists`, true)
    flat.set(`${id} name`, name)
    flat.set(`${id} position`, position)
    for (const [key, value] of Object.entries(config)) flat.set(`${id} config.${key}`, value)
  }
  for (const { source, target } of edges) flat.set(`${source}>${target} edge`, true)
  return flat
}
