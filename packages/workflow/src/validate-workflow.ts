import {
  DEFAULT_MAX_NODES,
  ERROR_PORT,
  MAIN_PORT,
  type Workflow,
  type WorkflowEdge,
  type WorkflowNode,
} from './definition.ts'
import { findExpressionProblems } from './expression-problems.ts'
import { compileGraph, findCycles, reachableFrom, type WorkflowGraph } from './graph.ts'
import { liftSettings } from './lift-settings.ts'
import { type NodeTypeLookup, outputsOf } from './node-type-lookup.ts'
import { joinPath } from './path.ts'
import type { Problem, ProblemCode } from './problem.ts'
import { quote } from './quote.ts'
import { resolveEntry } from './resolve-entry.ts'

export interface ValidateOptions {
  /** Default 5,000. */
  maxNodes?: number
}

/** Everything that is wrong with a workflow of the right shape (rule 1.3): errors and warnings, each with what it is about. */
export function validateWorkflow(workflow: Workflow, types: NodeTypeLookup, options: ValidateOptions = {}): Problem[] {
  const maxNodes = options.maxNodes ?? DEFAULT_MAX_NODES
  const graph = compileGraph(workflow)
  return [
    ...checkSize(workflow, maxNodes),
    ...checkConcurrencyKey(workflow),
    ...checkDuplicates(workflow),
    ...workflow.nodes.flatMap((node) => checkNode(node, types)),
    ...checkSelfCalls(workflow, types),
    ...workflow.edges.flatMap((edge) => checkEdge(edge, graph, types)),
    ...findCycles(graph).map(describeCycle),
    ...checkEntry(graph, types),
  ]
}

/** Whether a workflow with these problems must not run. */
export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error')
}

function error(code: ProblemCode, message: string, about: Partial<Problem> = {}): Problem {
  return { code, severity: 'error', message, ...about }
}

function checkSize(workflow: Workflow, maxNodes: number): Problem[] {
  const count = workflow.nodes.length
  if (count <= maxNodes) return []
  return [error('TOO_MANY_NODES', `The workflow has ${count} nodes; at most ${maxNodes} are allowed.`)]
}

function checkConcurrencyKey({ settings }: Workflow): Problem[] {
  return findExpressionProblems(settings?.concurrency?.key).map((issue) =>
    error('BAD_CONFIG', `Concurrency key of the workflow: ${issue.message}`, { path: 'settings.concurrency.key' }),
  )
}

function checkDuplicates(workflow: Workflow): Problem[] {
  const problems: Problem[] = []
  for (const id of repeated(workflow.nodes.map((node) => node.id))) {
    problems.push(
      error('DUPLICATE_NODE_ID', `Several nodes have the id ${quote(id)}: give each its own.`, { nodeId: id }),
    )
  }
  for (const id of repeated(workflow.edges.map((edge) => edge.id))) {
    problems.push(
      error('DUPLICATE_EDGE_ID', `Several edges have the id ${quote(id)}: give each its own.`, { edgeId: id }),
    )
  }
  const seen = new Set<string>()
  for (const edge of workflow.edges) {
    const ends = JSON.stringify([edge.source, edge.sourcePort, edge.target, edge.targetPort])
    if (seen.has(ends)) {
      const message = `There are two edges from ${quote(edge.source)} to ${quote(edge.target)} between the same ports: remove one.`
      problems.push(error('DUPLICATE_EDGE', message, { edgeId: edge.id }))
    }
    seen.add(ends)
  }
  return problems
}

function repeated(ids: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const twice = new Set<string>()
  for (const id of ids) {
    if (seen.has(id)) twice.add(id)
    seen.add(id)
  }
  return twice
}

function checkNode(given: WorkflowNode, types: NodeTypeLookup): Problem[] {
  const nodeId = given.id
  // It does not run, so nothing that only running needs can be wrong with it.
  if (given.disabled) return []
  const facts = types.get(given.type)
  if (!facts) {
    return [
      error(
        'UNKNOWN_TYPE',
        `Node ${quote(nodeId)} is of type ${quote(given.type)}, which does not exist here: replace it (R) or install it.`,
        {
          nodeId,
        },
      ),
    ]
  }
  const { node, problems } = liftSettings(given, facts)
  for (const issue of facts.validateConfig?.(node.config) ?? []) {
    const message = `Node ${quote(nodeId)}: ${issue.message}`
    problems.push(error('BAD_CONFIG', message, { nodeId, path: joinPath('config', issue.path) }))
  }
  for (const issue of findExpressionProblems(node.settings?.rateLimit?.key)) {
    const message = `Node ${quote(nodeId)}, key of its rate limit: ${issue.message}`
    problems.push(error('BAD_CONFIG', message, { nodeId, path: 'settings.rateLimit.key' }))
  }
  const outputs = outputsOf(facts, node.config)
  if (node.settings?.onError === 'continue' && outputs && !outputs.includes(MAIN_PORT)) {
    const message = `Node ${quote(nodeId)} cannot continue on an error, because it has no port "main" to continue on: choose "branch" or "stop".`
    problems.push(error('CONTINUE_WITHOUT_MAIN', message, { nodeId, path: 'settings.onError' }))
  }
  return problems
}

function checkEdge(edge: WorkflowEdge, graph: WorkflowGraph, types: NodeTypeLookup): Problem[] {
  const problems: Problem[] = []
  const source = graph.nodes.get(edge.source)
  const target = graph.nodes.get(edge.target)
  const about = { edgeId: edge.id }
  if (!source) {
    problems.push(error('UNKNOWN_NODE', `An edge comes from ${quote(edge.source)}, but there is no such node.`, about))
  } else if (edge.sourcePort === ERROR_PORT) {
    if (source.settings?.onError !== 'branch') {
      const message = `Nothing will leave node ${quote(source.id)} by its error port, unless it is set to "branch" on an error.`
      problems.push({ code: 'IDLE_ERROR_EDGE', severity: 'warning', message, nodeId: source.id, edgeId: edge.id })
    }
  } else {
    const outputs = outputsOf(types.get(source.type), source.config)
    if (outputs && !outputs.includes(edge.sourcePort)) {
      const message = `An edge leaves node ${quote(source.id)} by port ${quote(edge.sourcePort)}, which it does not have. It has ${listPorts(outputs)}.`
      problems.push(error('UNKNOWN_PORT', message, { ...about, nodeId: source.id }))
    }
  }
  if (!target) {
    problems.push(error('UNKNOWN_NODE', `An edge leads to ${quote(edge.target)}, but there is no such node.`, about))
  } else {
    const inputs = types.get(target.type)?.inputs
    if (inputs && !inputs.includes(edge.targetPort)) {
      const message =
        inputs.length === 0
          ? `An edge leads to node ${quote(target.id)}, which is where a workflow starts: nothing can lead into it.`
          : `An edge enters node ${quote(target.id)} by port ${quote(edge.targetPort)}, which it does not have. It has ${listPorts(inputs)}.`
      problems.push(error('UNKNOWN_PORT', message, { ...about, nodeId: target.id }))
    }
  }
  return problems
}

function listPorts(ports: readonly string[]): string {
  return ports.length === 0 ? 'none' : ports.slice(0, 12).map(quote).join(', ')
}

const LONGEST_SPELLED_CYCLE = 12

function describeCycle(cycle: string[]): Problem {
  const spelled = cycle.map((id) => quote(id).slice(1, -1))
  if (spelled.length > LONGEST_SPELLED_CYCLE) {
    const dropped = spelled.length - LONGEST_SPELLED_CYCLE
    spelled.splice(LONGEST_SPELLED_CYCLE - 2, dropped, `… ${dropped} more …`)
  }
  const message = `These nodes form a cycle, and a workflow may not have one: ${spelled.join(' → ')}.`
  return error('CYCLE', message, { nodeId: cycle[0] as string })
}

/** At three removes it shows when the workflow is published (rule 8.1). */
function checkSelfCalls(workflow: Workflow, types: NodeTypeLookup): Problem[] {
  const calling = workflow.nodes.filter(
    (node) => !node.disabled && types.get(node.type)?.calledWorkflows?.(node.config).includes(workflow.id),
  )
  return calling.map((node) =>
    error(
      'WORKFLOW_CYCLE',
      `Node ${quote(node.id)} runs the workflow that it is in, and a workflow may not run itself.`,
      {
        nodeId: node.id,
      },
    ),
  )
}

function checkEntry(graph: WorkflowGraph, types: NodeTypeLookup): Problem[] {
  const { workflow } = graph
  const entry = resolveEntry(workflow, types)
  if ('problem' in entry) return [entry.problem]
  const starts = workflow.nodes
    .filter((node) => !node.disabled && types.get(node.type)?.isTrigger)
    .map((node) => node.id)
  const reached = reachableFrom(graph, [entry.entryNodeId, ...starts])
  return workflow.nodes
    .filter((node) => !node.disabled && !reached.has(node.id))
    .map((node) => ({
      code: 'UNREACHABLE_NODE',
      severity: 'warning',
      message: `Node ${quote(node.id)} never runs, because no path leads to it from where the workflow starts.`,
      nodeId: node.id,
    }))
}
