import { accessSync, constants, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, dirname, join } from 'node:path'
import { root } from './paths.mjs'

/**
 * The entry of an installed package's command, to be run by this Node: no shell, no PATH.
 * @param {string} packageName
 * @param {string} command
 * @param {string} [from] the folder of the package that depends on it
 */
export function findProgram(packageName, command, from = root) {
  const require = createRequire(join(from, 'package.json'))
  const manifest = require.resolve(`${packageName}/package.json`)
  const { bin } = require(manifest)
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command])
}

/** The first of these that is a program: names are looked for in PATH. @param {string[]} names */
export function findInPath(names) {
  const directories = (process.env.PATH ?? '').split(delimiter)
  const endings = process.platform === 'win32' ? ['.exe', '.cmd'] : ['']
  for (const name of names) {
    const candidates = /[\\/]/.test(name)
      ? [name]
      : directories.flatMap((directory) => endings.map((ending) => join(directory, name + ending)))
    const found = candidates.find(isProgram)
    if (found !== undefined) return found
  }
  return undefined
}

/** @param {string} path */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
