import { checkSchema } from './check-schema.ts'
import {
  listNodeSchema,
  type Workflow,
  type WorkflowEdge,
  type WorkflowNode,
  workflowEdgeSchema,
  workflowSchema,
} from './definition.ts'
import { deriveEdgeId } from './edge-id.ts'
import { isPlainObject } from './json.ts'
import { liftSettings } from './lift-settings.ts'
import { connectListNodes, type ListNode } from './list-form.ts'
import type { NodeTypeLookup } from './node-type-lookup.ts'
import { formatPath, type PathKey } from './path.ts'
import type { Problem } from './problem.ts'
import { quote } from './quote.ts'

export type NormalizeResult = { workflow: Workflow } | { problems: Problem[] }

const headSchema = workflowSchema.omit({ nodes: true, edges: true })

/**
 * Turns what came from outside, in the form with edges or in the list form (rule 1.2), into the canonical form, or says all
 * that is wrong with its shape. Lifts `config.timeout` and `config.retries` into the settings; `types` tells which node types keep
 * them. What the graph means is for `validateWorkflow`.
 */
export function normalizeWorkflow(input: unknown, types?: NodeTypeLookup): NormalizeResult {
  if (!isPlainObject(input)) return { problems: [shapeProblem([], 'A workflow must be an object.')] }
  const problems: Problem[] = []

  const head = checkSchema(headSchema, input, subject)
  if ('issues' in head) problems.push(...head.issues.map((issue) => shapeProblem(issue.path, issue.message)))

  const parsed = parseEach(input.nodes, 'nodes', listNodeSchema, problems)
  const given = input.edges === undefined ? undefined : parseEdges(input.edges, problems)

  const lifted = parsed.map(({ node, rest }): ListNode => {
    const result = liftSettings(node, types?.get(node.type))
    problems.push(...result.problems)
    return { node: result.node, ...rest }
  })
  const edges = given ?? []
  if (given === undefined) {
    const complete = Array.isArray(input.nodes) && parsed.length === input.nodes.length
    const connected = connectListNodes(lifted, complete)
    edges.push(...connected.edges)
    problems.push(...connected.problems)
  } else {
    for (const { node, inputs, outputs } of lifted) {
      if (inputs.length + outputs.length === 0) continue
      const message = `Node ${quote(node.id)} lists inputs or outputs, and the workflow lists edges, too: use one of the two forms.`
      problems.push({ code: 'BAD_SHAPE', severity: 'error', message, nodeId: node.id })
    }
  }

  if (problems.length > 0 || 'issues' in head) return { problems }
  return { workflow: { ...head.data, nodes: lifted.map(({ node }) => node), edges } }
}

interface ParsedNode {
  node: WorkflowNode
  rest: Pick<ListNode, 'inputs' | 'outputs'>
}

function parseEach(nodes: unknown, name: string, schema: typeof listNodeSchema, problems: Problem[]): ParsedNode[] {
  if (!Array.isArray(nodes)) {
    const message = nodes === undefined ? 'The list of nodes is missing.' : 'The nodes must be a list.'
    problems.push(shapeProblem([name], message))
    return []
  }
  const parsed: ParsedNode[] = []
  for (const [index, value] of nodes.entries()) {
    // Each by itself, so that one broken node does not hide what is wrong with the others.
    const check = checkSchema(schema, value, (path) => subject([name, index, ...path]))
    if ('data' in check) {
      const { inputs, outputs, ...node } = check.data
      parsed.push({ node, rest: { inputs, outputs } })
      continue
    }
    const nodeId = isPlainObject(value) && typeof value.id === 'string' ? value.id : undefined
    const named = nodeId !== undefined && schema.shape.id.safeParse(nodeId).success
    for (const issue of check.issues) {
      const problem = shapeProblem([name, index, ...issue.path], issue.message)
      problems.push(named ? { ...problem, nodeId } : problem)
    }
  }
  return parsed
}

function parseEdges(edges: unknown, problems: Problem[]): WorkflowEdge[] {
  if (!Array.isArray(edges)) {
    problems.push(shapeProblem(['edges'], 'The edges must be a list.'))
    return []
  }
  const parsed: WorkflowEdge[] = []
  for (const [index, value] of edges.entries()) {
    const withoutId = isPlainObject(value) && value.id === undefined
    const schema = withoutId ? workflowEdgeSchema.omit({ id: true }) : workflowEdgeSchema
    const check = checkSchema(schema, value, (path) => subject(['edges', index, ...path]))
    if ('data' in check) parsed.push({ id: deriveEdgeId(check.data), ...check.data })
    else for (const issue of check.issues) problems.push(shapeProblem(['edges', index, ...issue.path], issue.message))
  }
  return parsed
}

function subject(path: PathKey[]): string {
  return path.length === 0 ? 'The workflow' : `"${formatPath(path)}"`
}

function shapeProblem(path: PathKey[], message: string): Problem {
  const problem: Problem = { code: 'BAD_SHAPE', severity: 'error', message }
  return path.length === 0 ? problem : { ...problem, path: formatPath(path) }
}
