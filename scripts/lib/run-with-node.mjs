// Old syntax only, like node-version.mjs.
import { describeOldNode } from './node-version.mjs'

/**
 * Runs a script's main part, which is loaded only by a Node that can read it.
 * @param {() => Promise<unknown>} load
 */
export function runWithNode(load) {
  const problem = describeOldNode(process.versions.node)
  if (problem === undefined) return load()
  console.error(`\n✗ ${problem}\n`)
  process.exitCode = 1
  return undefined
}
