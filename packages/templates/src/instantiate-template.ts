import type { Workflow, WorkflowNode } from '@spane/workflow'
import type { TemplateGraph, WorkflowTemplate } from './template.ts'

const NOTE_SIZE = { width: 464, height: 96 } as const
const NOTE_GAP = 48

export interface InstantiateOptions {
  /** Makes the id of a workflow from its name. */
  createId: (name: string) => string
  /** In place of the template's own. */
  name?: string
}

/** The workflows that a template stands for. */
export interface TemplateWorkflows {
  workflow: Workflow
  /** Those that it runs. They must be there, and published, before it. */
  parts: Workflow[]
}

/** Makes workflows of a template: with ids of their own, and the note that says what to set up. */
export function instantiateTemplate(
  { name: ownName, graph, setup, parts = [] }: WorkflowTemplate,
  { createId, name = ownName }: InstantiateOptions,
): TemplateWorkflows {
  const ids = new Map<string, string>(parts.map((part) => [part.id, createId(part.name)]))
  const make = (id: string, workflowName: string, content: TemplateGraph): Workflow => ({
    id,
    name: workflowName,
    ...content,
    nodes: content.nodes.map((node) => namePart(node, ids)),
  })
  const workflow = make(createId(name), name, graph)
  return {
    workflow:
      setup === undefined ? workflow : { ...workflow, layout: { notes: [noteAbove(graph, setup)], groups: [] } },
    parts: parts.map((part) => make(ids.get(part.id) ?? part.id, part.name, part.graph)),
  }
}

/** A node that runs a part is told the id that the part has got. */
function namePart(node: WorkflowNode, ids: ReadonlyMap<string, string>): WorkflowNode {
  const { workflowId } = node.config
  const id = typeof workflowId === 'string' ? ids.get(workflowId) : undefined
  return id === undefined ? node : { ...node, config: { ...node.config, workflowId: id } }
}

function noteAbove({ nodes }: TemplateGraph, text: string) {
  const left = Math.min(...nodes.map(({ position }) => position?.x ?? 0))
  const top = Math.min(...nodes.map(({ position }) => position?.y ?? 0))
  return { id: 'setup', text, position: { x: left, y: top - NOTE_SIZE.height - NOTE_GAP }, size: { ...NOTE_SIZE } }
}
