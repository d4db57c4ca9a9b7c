import { publishedSchema } from '../api-client.ts'
import type { CliContext, Command } from '../cli-context.ts'
import { loadWorkflow } from '../load-workflow.ts'
import { readOptions } from './read-options.ts'

/** Publishes the workflows in files. */
export const push: Command = async (args, context) => {
  const { positionals } = readOptions(args, {}, 'one or more files with a workflow')
  for (const file of positionals) await pushFile(file, context)
  return 0
}

/** Publishes the workflow in a file; returns its id. */
export async function pushFile(file: string, { api, directory, note }: CliContext): Promise<string> {
  const body = await loadWorkflow(file, directory)
  const { id, version } = await api.call(publishedSchema, 'POST', '/workflows', { body })
  note(`${id}: version ${version}`)
  return id
}
