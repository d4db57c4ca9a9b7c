import { defineExecutor, keyValueRows, UnrecoverableNodeError } from '@spane/node-sdk'
import { transformDescription } from './description.ts'
import { parseFieldPath, setPath } from './set-path.ts'

export const transformExecutor = defineExecutor(transformDescription, ({ inputData, nodeConfig }) => {
  let data: unknown = nodeConfig.keepInput ? toObject(inputData) : {}
  for (const { name, value } of keyValueRows(nodeConfig.fields)) {
    // An empty row is one that nobody has filled in yet; an expression that gave nothing leaves its field out.
    if ((name === '' && value === '') || value === undefined) continue
    data = setPath(data, parseFieldPath(name), value)
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
