import { defineExecutor } from '@spane/node-sdk'
import { describe, looselyEqual } from '../compare.ts'
import { switchDescription } from './description.ts'

export const switchExecutor = defineExecutor(switchDescription, ({ inputData, nodeConfig, log }) => {
  const { cases, value } = nodeConfig
  const index = cases.findIndex((item) => looselyEqual(item.value, value))
  const port = index < 0 ? 'default' : `case-${index + 1}`
  log('info', `${describe(value)} matches ${index < 0 ? 'no case' : `case ${index + 1}`}`)
  return { success: true, data: inputData, ports: [port] }
})
