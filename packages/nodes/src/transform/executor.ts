import { defineExecutor, keyValueRows, UnrecoverableNodeError } from '@spane/node-sdk'
import { transformDescription } from './description.ts'
import { parseFieldPath, setPath } from './set-path.ts'

export const transformExecutor = defineExecutor(transformDescription, ({ inputData, nodeConfig }) => {
  // An empty row is one that nobody has filled in yet.
  const rows = keyValueRows(nodeConfig.fields).filter(({ name, value }) => name !== '' || value !== '')
  // Whatever it is: nothing is asked of it.
  if (nodeConfig.keepInput && rows.length === 0) return { success: true, data: inputData ?? {} }
  let data: unknown = nodeConfig.keepInput ? toObject(inputData) : {}
  for (const { name, value } of rows) {
    // An expression that gave nothing leaves its field out.
    if (value !== undefined) data = setPath(data, parseFieldPath(name), value)
  }
  return { success: true, data }
})

function toObject(input: unknown): unknown {
  if (input === null || input === undefined) return {}
  if (typeof input === 'object' && !Array.isArray(input)) return input
  const kind = Array.isArray(input) ? 'a list' : `a ${typeof input}`
  throw new UnrecoverableNodeError(
    `The input is ${kind} and has no fields to keep: switch "Keep the input’s fields" off.`,
    {
      code: 'INPUT_NOT_OBJECT',
    },
  )
}
