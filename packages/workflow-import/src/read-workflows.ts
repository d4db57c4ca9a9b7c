import { type NodeTypeLookup, normalizeWorkflow, type Workflow } from '@spane/workflow'
import type { ImportedWorkflow, ImportNote, ReadWorkflows } from './imported.ts'
import { convertN8n, convertN8nNodes } from './n8n/convert-n8n.ts'
import { isN8nWorkflow, n8nWorkflowSchema } from './n8n/n8n-schema.ts'
import { WORKFLOW_FILE_FORMAT, WORKFLOW_FILE_VERSION, workflowFileSchema } from './workflow-file.ts'

/** Most workflows that one file may hold. */
export const MAX_IMPORTED_WORKFLOWS = 500

export interface ReadOptions {
  /** Loops of n8n stay in the workflow that they are in, as nodes for a canvas must; else each makes one of its own. */
  keepLoops?: boolean
}

/**
 * Reads workflows from text: a file of ours, one workflow of ours in either form, or what n8n exports, one or a list.
 * What is wrong with one of them is said in its notes or, when nothing of it can be kept, in `problem`.
 */
export function readWorkflows(text: string, types: NodeTypeLookup, options: ReadOptions = {}): ReadWorkflows {
  if (text.trim() === '') return { problem: 'There is nothing to import: the text is empty.' }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` }
  }
  return readValue(value, types, options)
}

function readValue(value: unknown, types: NodeTypeLookup, options: ReadOptions): ReadWorkflows {
  const items = itemsOf(value)
  if ('problem' in items) return items
  if (items.items.length === 0) return { problem: 'The file holds no workflow.' }
  if (items.items.length > MAX_IMPORTED_WORKFLOWS) {
    return {
      problem: `The file holds ${items.items.length} workflows; at most ${MAX_IMPORTED_WORKFLOWS} can be imported at once.`,
    }
  }
  const workflows: ImportedWorkflow[] = []
  for (const [index, item] of items.items.entries()) {
    const read = readOne(item, { types, fallbackId: `imported-${index + 1}`, keepLoops: options.keepLoops })
    if ('problem' in read)
      return { problem: items.items.length === 1 ? read.problem : `Workflow ${index + 1}: ${read.problem}` }
    workflows.push(...read)
  }
  return { workflows }
}

function itemsOf(value: unknown): { items: unknown[] } | { problem: string } {
  if (Array.isArray(value)) return { items: value }
  if (typeof value !== 'object' || value === null) return { problem: 'This is JSON, but no workflow: it is no object.' }
  if (!('format' in value) || value.format !== WORKFLOW_FILE_FORMAT) return { items: [value] }
  const file = workflowFileSchema.safeParse(value)
  if (!file.success)
    return { problem: 'The head of the file is not complete: it needs formatVersion and a list of workflows.' }
  const { formatVersion, workflows } = file.data
  if (formatVersion > WORKFLOW_FILE_VERSION) {
    return {
      problem: `The file has format version ${formatVersion}, and ${WORKFLOW_FILE_VERSION} is the newest that is known here.`,
    }
  }
  return { items: workflows }
}

function readOne(
  value: unknown,
  { types, fallbackId, keepLoops }: ReadOptions & { types: NodeTypeLookup; fallbackId: string },
): ImportedWorkflow[] | { problem: string } {
  if (isN8nWorkflow(value)) {
    const parsed = n8nWorkflowSchema.safeParse(value)
    if (parsed.success) return keepLoops ? [convertN8nNodes(parsed.data)] : convertN8n(parsed.data, fallbackId)
    const [issue] = parsed.error.issues
    return {
      problem: `It looks like an export of n8n, but cannot be read at ${issue?.path.join('.') || 'its top'}: ${issue?.message}`,
    }
  }
  if (typeof value !== 'object' || value === null || !('nodes' in value) || !Array.isArray(value.nodes)) {
    return { problem: 'This is no workflow: it has no list of nodes.' }
  }
  const named = { name: 'Imported workflow', id: fallbackId, ...value }
  const result = normalizeWorkflow(named, types)
  if ('problems' in result) {
    const [first, ...others] = result.problems
    const more = others.length > 0 ? ` And ${others.length} more.` : ''
    return { problem: `The workflow is not valid: ${first?.message ?? 'its shape is not right.'}${more}` }
  }
  return [{ source: 'spane', workflow: result.workflow, notes: describeOwn(result.workflow, types) }]
}

function describeOwn(workflow: Workflow, types: NodeTypeLookup): ImportNote[] {
  return workflow.nodes
    .filter((node) => types.get(node.type) === undefined)
    .map((node) => ({
      kind: 'unmapped' as const,
      subject: node.name ?? node.id,
      message: `There is no node type ${node.type} here: install it, or replace the node (R).`,
    }))
}
