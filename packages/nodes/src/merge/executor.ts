import { defineExecutor, type ExecutionContext, UnrecoverableNodeError } from '@spane/node-sdk'
import { mergeDescription } from './description.ts'

export const mergeExecutor = defineExecutor(mergeDescription, (context) => {
  const { mode } = context.nodeConfig
  const branches = branchesOf(context)
  switch (mode) {
    case 'object':
      return { success: true, data: Object.fromEntries(branches) }
    case 'append':
      return { success: true, data: branches.flatMap(([, value]) => value) }
    case 'combine':
      return { success: true, data: Object.fromEntries(branches.flatMap(([id, value]) => fieldsOf(id, value))) }
    case 'first':
      return { success: true, data: branches[0]?.[1] ?? null }
  }
})

/** What arrived, with the id of the node that it came from, in the order of the edges. */
function branchesOf({ inputData, parents }: ExecutionContext<unknown>): [string, unknown][] {
  // With one parent in the definition the input is that parent's output itself; an entry has none (rule 4.1).
  if (parents.length === 0) return Object.entries(isObject(inputData) ? inputData : { input: inputData })
  if (parents.length === 1) return [[parents[0] as string, inputData]]
  return isObject(inputData) ? Object.entries(inputData) : []
}

function fieldsOf(id: string, value: unknown): [string, unknown][] {
  if (isObject(value)) return Object.entries(value)
  if (value === null) return []
  const message = `What came from "${id}" is no object, so its fields cannot be combined: choose another result.`
  throw new UnrecoverableNodeError(message, { code: 'INPUT_NOT_OBJECT' })
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
