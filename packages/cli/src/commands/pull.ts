import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { toTypeScript } from '@spane/builder'
import type { Command } from '../cli-context.ts'
import { fetchWorkflow } from './fetch-workflow.ts'
import { readOptions } from './read-options.ts'

/** Writes published workflows to files. */
export const pull: Command = async (args, { api, directory, note }) => {
  const { values, positionals } = readOptions(
    args,
    { ts: { type: 'boolean' }, out: { type: 'string', default: '.' } },
    'one or more ids of workflows',
  )
  await mkdir(resolve(directory, values.out), { recursive: true })
  for (const id of positionals) {
    const workflow = await fetchWorkflow(api, id)
    const name = join(values.out, `${fileName(id)}.${values.ts ? 'ts' : 'json'}`)
    await writeFile(
      resolve(directory, name),
      values.ts ? toTypeScript(workflow) : `${JSON.stringify(workflow, null, 2)}\n`,
    )
    note(name)
  }
  return 0
}

/** An id may hold anything; a file name must stay in its folder. */
function fileName(id: string): string {
  return encodeURIComponent(id).replace(/\*/g, '%2A').replace(/^\./, '%2E')
}
