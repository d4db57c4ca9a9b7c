import { compileGraph, type Workflow, type WorkflowGraph } from '@spane/workflow'
import type { ExecutionStore } from '../ports/execution-store.ts'

const MAX_ENTRIES = 500

/** Compiled graphs of versions by id. Versions never change, so an entry is never stale. */
export class VersionCache {
  private readonly store: Pick<ExecutionStore, 'getVersion'>
  private readonly graphs = new Map<string, WorkflowGraph>()

  constructor(store: Pick<ExecutionStore, 'getVersion'>) {
    this.store = store
  }

  /** Undefined: it has not been asked for yet. */
  known(versionId: string): WorkflowGraph | undefined {
    return this.graphs.get(versionId)
  }

  async graph(versionId: string): Promise<WorkflowGraph> {
    const known = this.graphs.get(versionId)
    if (known) return known
    const version = await this.store.getVersion(versionId)
    if (!version) throw new Error(`No workflow version has the id ${versionId}`)
    return this.add(versionId, version.workflow)
  }

  private add(versionId: string, workflow: Workflow): WorkflowGraph {
    const graph = compileGraph(workflow)
    if (this.graphs.size >= MAX_ENTRIES) this.graphs.delete(this.graphs.keys().next().value as string)
    this.graphs.set(versionId, graph)
    return graph
  }
}
