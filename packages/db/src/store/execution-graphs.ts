import type { WorkflowGraph } from '@spane/workflow'

const MAX_KNOWN = 20_000

/**
 * The graphs of executions that this process works on. An execution never changes its version, so what was learned
 * stays true; knowing it before the execution is read saves a round trip.
 */
export class ExecutionGraphs {
  private readonly load: (versionId: string) => Promise<WorkflowGraph>
  private readonly known = new Map<string, WorkflowGraph>()

  constructor(load: (versionId: string) => Promise<WorkflowGraph>) {
    this.load = load
  }

  ofExecution(executionId: string): WorkflowGraph | undefined {
    return this.known.get(executionId)
  }

  /** Learns the graphs of executions that were read. */
  async learn(executions: { id: string; versionId: string }[]): Promise<void> {
    for (const { id, versionId } of executions) {
      if (this.known.has(id)) continue
      const graph = await this.load(versionId)
      if (this.known.size >= MAX_KNOWN) this.known.delete(this.known.keys().next().value as string)
      this.known.set(id, graph)
    }
  }
}
