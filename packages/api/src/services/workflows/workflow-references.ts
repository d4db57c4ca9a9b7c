import type { Workflow } from '@spane/workflow'

/** The field under which nodes that run or watch a workflow name it. */
const FIELD = 'workflowId'

/** Ids of the workflows that the nodes of a workflow name. What an expression gives is not known before it runs. */
export function findWorkflowIds(workflow: Workflow): string[] {
  return workflow.nodes.flatMap(({ config }) => [...idsIn(config)])
}

function* idsIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, item] of Object.entries(value)) {
    if (key === FIELD && typeof item === 'string') {
      if (item !== '' && !item.includes('{{')) yield item
    } else yield* idsIn(item)
  }
}

/** The workflow with its nodes naming other workflows by new ids, as far as there are some. */
export function replaceWorkflowIds(workflow: Workflow, newIds: ReadonlyMap<string, string>): Workflow {
  return {
    ...workflow,
    nodes: workflow.nodes.map((node) => ({ ...node, config: replaceIn(node.config, newIds) as typeof node.config })),
  }
}

function replaceIn(value: unknown, newIds: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => replaceIn(item, newIds))
  if (typeof value !== 'object' || value === null) return value
  // fromEntries defines own properties: a `__proto__` key stays a key.
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) =>
      key === FIELD && typeof item === 'string' ? [key, newIds.get(item) ?? item] : [key, replaceIn(item, newIds)],
    ),
  )
}
