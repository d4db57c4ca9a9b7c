import type { Problem } from '@spane/workflow'

/** Problems by what they are about. */
export interface ProblemIndex {
  all: readonly Problem[]
  byNode: ReadonlyMap<string, readonly Problem[]>
  byEdge: ReadonlyMap<string, readonly Problem[]>
}

export const NO_PROBLEMS: readonly Problem[] = []

/** Lists of nodes whose problems did not change keep their identity, so that only the others are drawn again. */
export function indexProblems(problems: readonly Problem[], before?: ProblemIndex): ProblemIndex {
  return {
    all: problems,
    byNode: group(problems, (problem) => problem.nodeId, before?.byNode),
    byEdge: group(problems, (problem) => problem.edgeId, before?.byEdge),
  }
}

function group(
  problems: readonly Problem[],
  keyOf: (problem: Problem) => string | undefined,
  before: ReadonlyMap<string, readonly Problem[]> = new Map(),
): Map<string, readonly Problem[]> {
  const groups = new Map<string, Problem[]>()
  for (const problem of problems) {
    const key = keyOf(problem)
    if (key === undefined) continue
    const list = groups.get(key)
    if (list) list.push(problem)
    else groups.set(key, [problem])
  }
  const result = new Map<string, readonly Problem[]>()
  for (const [key, list] of groups) {
    const old = before.get(key)
    result.set(key, old && JSON.stringify(old) === JSON.stringify(list) ? old : list)
  }
  return result
}
