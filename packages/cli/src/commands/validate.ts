import { builtInTypes } from '@spane/nodes/descriptions'
import { normalizeWorkflow, validateWorkflow } from '@spane/workflow'
import type { Command } from '../cli-context.ts'
import { loadWorkflow } from '../load-workflow.ts'
import { readOptions } from './read-options.ts'

/** Checks workflows in files against the built-in node types, without a server. */
export const validate: Command = async (args, { directory, print }) => {
  const { positionals } = readOptions(args, {}, 'one or more files with a workflow')
  let wrong = 0
  for (const file of positionals) {
    const result = normalizeWorkflow(await loadWorkflow(file, directory), builtInTypes)
    const problems = 'problems' in result ? result.problems : validateWorkflow(result.workflow, builtInTypes)
    for (const { severity, code, message } of problems) print(`${file}: ${severity}: ${message} (${code})`)
    const errors = problems.filter(({ severity }) => severity === 'error').length
    if (errors === 0) print(`${file}: valid`)
    wrong += errors
  }
  return wrong === 0 ? 0 : 1
}
