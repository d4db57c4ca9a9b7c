import { defineExecutor } from '@spane/node-sdk'
import { compare, describe, OPERATORS } from '../compare.ts'
import { ifDescription } from './description.ts'

export const ifExecutor = defineExecutor(ifDescription, ({ inputData, nodeConfig, log }) => {
  const { conditions, combine } = nodeConfig
  const decide = ({ left, operator, right }: (typeof conditions)[number]): boolean => {
    const holds = compare(left, operator, right)
    const compared = right === undefined || right === '' ? '' : ` ${describe(right)}`
    log('info', `${describe(left)} ${OPERATORS[operator]}${compared}: ${holds}`)
    return holds
  }
  const holds = combine === 'all' ? conditions.every(decide) : conditions.some(decide)
  return { success: true, data: inputData, ports: [holds ? 'true' : 'false'] }
})
