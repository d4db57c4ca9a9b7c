import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { toTypeScript } from '@spane/builder'
import { builtInTypes } from '@spane/nodes/descriptions'
import { normalizeWorkflow } from '@spane/workflow'
import type { Command } from '../cli-context.ts'
import { CliError } from '../cli-error.ts'
import { isFile, loadWorkflow } from '../load-workflow.ts'
import { fetchWorkflow } from './fetch-workflow.ts'
import { readOptions } from './read-options.ts'

/** Prints a workflow, of a file or published, as TypeScript. */
export const exportWorkflow: Command = async (args, { api, directory, print, note }) => {
  const { values, positionals } = readOptions(args, { out: { type: 'string' } }, 'a file or the id of a workflow')
  const [source = ''] = positionals
  const workflow = isFile(source)
    ? normalized(source, await loadWorkflow(source, directory))
    : await fetchWorkflow(api, source)
  const code = toTypeScript(workflow)
  if (values.out === undefined) print(code.trimEnd())
  else {
    await writeFile(resolve(directory, values.out), code)
    note(values.out)
  }
  return 0
}

function normalized(file: string, definition: unknown) {
  const result = normalizeWorkflow(definition, builtInTypes)
  if ('workflow' in result) return result.workflow
  throw new CliError(`${file} holds no workflow:${result.problems.map(({ message }) => `\n  ${message}`).join('')}`)
}
