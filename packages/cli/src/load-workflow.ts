import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseJsonText } from '@spane/workflow'
import { CliError } from './cli-error.ts'

const MODULES = new Set(['.ts', '.mts', '.js', '.mjs'])

/** Whether an argument names a file; everything else is the id of a workflow. */
export function isFile(argument: string): boolean {
  return extname(argument) === '.json' || MODULES.has(extname(argument))
}

/**
 * The definition in a file: JSON, or a module whose default export it is.
 * @throws CliError when there is none
 */
export async function loadWorkflow(file: string, directory: string): Promise<unknown> {
  const path = resolve(directory, file)
  if (MODULES.has(extname(file))) return importDefault(path, file)
  const text = await readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new CliError(
      cause.code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${cause.message}.`,
      {
        cause,
      },
    )
  })
  try {
    return parseJsonText(text)
  } catch (cause) {
    throw new CliError(`${file} is no JSON: ${(cause as Error).message}`, { cause })
  }
}

async function importDefault(path: string, file: string): Promise<unknown> {
  const module = (await import(pathToFileURL(path).href).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ERR_UNKNOWN_FILE_EXTENSION') {
      const message = `Node ${process.versions.node} loads no TypeScript. Use Node 22.18 or later, or compile ${file} first.`
      throw new CliError(message, { cause })
    }
    const missing = cause.code === 'ERR_MODULE_NOT_FOUND' && cause.message.includes(path)
    throw new CliError(missing ? `There is no file ${file}.` : `${file} cannot be loaded: ${cause.message}`, { cause })
  })) as { default?: unknown }
  if (module.default === undefined) throw new CliError(`${file} has no default export; it should be a workflow.`)
  return module.default
}
