import { randomUUID } from 'node:crypto'
import { canonicalContent, compileGraph, type Workflow, type WorkflowGraph } from '@spane/workflow'
import type { WorkflowVersion } from '../ports/execution-store.ts'

export interface StoredVersion extends WorkflowVersion {
  content: string
  graph: WorkflowGraph
}

/** The versions of the in-memory store, and which of them are published. */
export class MemoryVersions {
  private readonly byId = new Map<string, StoredVersion>()
  private readonly byWorkflow = new Map<string, StoredVersion[]>()
  private readonly publishedIds = new Map<string, string>()

  save(request: { workspaceId: string; workflow: Workflow; publish: boolean }): WorkflowVersion {
    const key = workflowKey(request.workspaceId, request.workflow.id)
    const known = this.byWorkflow.get(key) ?? []
    const content = canonicalContent(request.workflow)
    let version = known.find((candidate) => candidate.content === content)
    if (!version) {
      const workflow = structuredClone(request.workflow)
      version = {
        id: randomUUID(),
        workspaceId: request.workspaceId,
        workflowId: workflow.id,
        number: known.length + 1,
        workflow,
        content,
        graph: compileGraph(workflow),
      }
      this.byId.set(version.id, version)
      this.byWorkflow.set(key, [...known, version])
    }
    if (request.publish) this.publishedIds.set(key, version.id)
    return version
  }

  find(versionId: string): StoredVersion | undefined {
    return this.byId.get(versionId)
  }

  /** @throws Error when there is none with that id */
  get(versionId: string): StoredVersion {
    const version = this.byId.get(versionId)
    if (!version) throw new Error(`No workflow version has the id ${versionId}`)
    return version
  }

  published(workspaceId: string, workflowId: string): StoredVersion | undefined {
    const id = this.publishedIds.get(workflowKey(workspaceId, workflowId))
    return id === undefined ? undefined : this.byId.get(id)
  }
}

export function workflowKey(workspaceId: string, workflowId: string): string {
  return `${workspaceId}\u0000${workflowId}`
}
