import type { Dispatch } from '../ports/execution-store.ts'

/** Nodes are let go when no slot has come free for so long: other workers may have one. */
const IDLE_MS = 20
/** None is kept longer, so that a large fan-out neither holds up others nor stays with one worker. */
const MAX_AGE_MS = 500
const MAX_NODES = 5_000

interface Kept {
  nodes: Dispatch[]
  since: number
}

/**
 * What the results of this process made ready while its slots were busy: the next slot that comes free takes one of
 * them, which spares it the way through the queue. Nothing is lost with them: their outbox rows stay until they are taken,
 * and the relay of any worker queues what is still there after a while.
 *
 * States: empty -> keeping (a look every few ms: is something taken, is something old?) -> empty
 */
export class ReadyNodes {
  private readonly isBusy: () => boolean
  private readonly letGo: (nodes: Dispatch[]) => void
  private readonly kept = new Map<string, Kept>()
  private size = 0
  private takenSinceLook = false
  private timer: NodeJS.Timeout | undefined
  private closed = false

  constructor(options: {
    /** The slots of this process are taken: one that comes free will be soon. */
    isBusy: () => boolean
    /** Puts nodes on the queue. */
    letGo: (nodes: Dispatch[]) => void
  }) {
    this.isBusy = options.isBusy
    this.letGo = options.letGo
  }

  /** Keeps what it can; returns what has to go to the queue at once. */
  keep(nodes: Dispatch[]): Dispatch[] {
    if (this.closed || !this.isBusy()) return nodes
    const rest: Dispatch[] = []
    for (const node of nodes) {
      // What is to go later asks the queue, where others may go first.
      if (node.priority > 0 || this.size >= MAX_NODES) rest.push(node)
      else this.add(node)
    }
    return rest
  }

  /** The next node, of any execution or of the one that is named. */
  take(executionId = this.kept.keys().next().value): Dispatch | undefined {
    const kept = executionId === undefined ? undefined : this.kept.get(executionId)
    const node = kept?.nodes.shift()
    if (!kept || !node) return undefined
    this.size -= 1
    this.takenSinceLook = true
    if (kept.nodes.length === 0) this.kept.delete(node.executionId)
    return node
  }

  /** One that was taken and could not be started with the result that it was meant for. */
  putBack(node: Dispatch): void {
    if (this.closed) this.letGo([node])
    else this.add(node)
  }

  /** Lets everything go, and keeps nothing from now on. */
  close(): void {
    this.closed = true
    this.release(() => true)
  }

  private add(node: Dispatch): void {
    const kept = this.kept.get(node.executionId)
    if (kept) kept.nodes.push(node)
    else this.kept.set(node.executionId, { nodes: [node], since: performance.now() })
    this.size += 1
    this.timer ??= setTimeout(() => this.look(), IDLE_MS)
  }

  private look(): void {
    this.timer = undefined
    const oldest = performance.now() - MAX_AGE_MS
    const isIdle = !this.takenSinceLook
    this.takenSinceLook = false
    this.release((kept) => isIdle || kept.since < oldest)
    if (this.size > 0) this.timer = setTimeout(() => this.look(), IDLE_MS)
  }

  private release(isDue: (kept: Kept) => boolean): void {
    const due: Dispatch[] = []
    for (const [executionId, kept] of this.kept) {
      if (!isDue(kept)) continue
      due.push(...kept.nodes)
      this.kept.delete(executionId)
    }
    this.size -= due.length
    if (due.length > 0) this.letGo(due)
  }
}
