import {
  hasErrors,
  normalizeWorkflow,
  type Problem,
  validateWorkflow,
  type Workflow,
  type WorkflowDefinition,
} from '@spane/workflow'
import { EngineError } from './engine-error.ts'
import type { ExecutionStore, WorkflowVersion } from './ports/execution-store.ts'
import { findCallCycle } from './registry/find-call-cycle.ts'
import type { NodeRegistry } from './registry/node-registry.ts'

interface WorkflowVersionsOptions {
  store: ExecutionStore
  registry: NodeRegistry
  workspaceId: string
  maxNodes: number | undefined
}

/** The workflows that an engine knows: registered with it, or published in the store (rules 1.4 and 11.3). */
export class WorkflowVersions {
  private readonly options: WorkflowVersionsOptions
  private readonly registered = new Map<string, { workflow: Workflow; persisted?: Promise<WorkflowVersion> }>()

  constructor(options: WorkflowVersionsOptions) {
    this.options = options
  }

  /** @throws EngineError WORKFLOW_INVALID with every problem in `details` */
  register(definition: WorkflowDefinition | Workflow): Workflow {
    const workflow = this.check(definition)
    this.registered.set(workflow.id, { workflow })
    return workflow
  }

  /** @throws EngineError WORKFLOW_INVALID, also when it would run itself by way of others */
  async publish(definition: unknown): Promise<WorkflowVersion> {
    const workflow = this.check(definition)
    const { store, registry, workspaceId } = this.options
    const cycle = await findCallCycle(
      workflow,
      registry,
      async (id) => (await store.getPublishedVersion(workspaceId, id))?.workflow,
    )
    if (cycle) throw workflowInvalid([cycle])
    const version = await store.saveVersion({ workspaceId, workflow, publish: true })
    this.registered.delete(workflow.id)
    return version
  }

  /** One that was registered here. */
  get(workflowId: string): Workflow | undefined {
    return this.registered.get(workflowId)?.workflow
  }

  /** What was registered here, which is persisted now at the latest; else what is published. */
  async current(workflowId: string): Promise<WorkflowVersion | undefined> {
    const { store, workspaceId } = this.options
    const registered = this.registered.get(workflowId)
    if (!registered) return store.getPublishedVersion(workspaceId, workflowId)
    registered.persisted ??= store
      .saveVersion({ workspaceId, workflow: registered.workflow, publish: true })
      .catch((error) => {
        registered.persisted = undefined
        throw error
      })
    return registered.persisted
  }

  private check(definition: unknown): Workflow {
    const { registry, maxNodes } = this.options
    const normalized = normalizeWorkflow(definition, registry)
    if ('problems' in normalized) throw workflowInvalid(normalized.problems)
    const problems = validateWorkflow(normalized.workflow, registry, maxNodes === undefined ? {} : { maxNodes })
    if (hasErrors(problems)) throw workflowInvalid(problems)
    return normalized.workflow
  }
}

function workflowInvalid(problems: Problem[]): EngineError {
  const errors = problems.filter((problem) => problem.severity === 'error')
  const first = errors[0]
  const more = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
  return new EngineError('WORKFLOW_INVALID', `${first?.message ?? 'The workflow is not valid'}${more}`, {
    details: problems,
    ...(first?.path === undefined ? {} : { field: first.path }),
  })
}
