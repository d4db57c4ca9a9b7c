import { outputPorts } from '@spane/node-sdk'
import { expect, it } from 'vitest'
import { waitForSignalDescription } from './description.ts'

it('has a port for the time limit only when that is where it goes on', () => {
  const portsOf = (limit: string) => outputPorts(waitForSignalDescription, { limit }).map((port) => port.id)
  expect(portsOf('none')).toEqual(['main'])
  expect(portsOf('fail')).toEqual(['main'])
  expect(portsOf('port')).toEqual(['main', 'timeout'])
})
