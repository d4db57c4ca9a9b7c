import { defineExecutor, UnrecoverableNodeError } from '@spane/node-sdk'
import { stopAndErrorDescription } from './description.ts'

export const stopAndErrorExecutor = defineExecutor(stopAndErrorDescription, ({ nodeConfig }) => {
  throw new UnrecoverableNodeError(nodeConfig.message, { code: 'STOPPED' })
})
