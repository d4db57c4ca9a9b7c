import { describe, expect, it } from 'vitest'
import { findCommands } from './find-commands.ts'

const run = () => {}
const command = (title: string, detail?: string) => ({ id: title, title, detail, run })
const groups = [
  { heading: 'Here', commands: [command('Rename'), command('Save and run'), command('Run to here', 'Send')] },
  { heading: 'Pages', commands: [{ ...command('Workers'), alias: 'queue' }] },
]

describe('findCommands', () => {
  const titles = (query: string) =>
    findCommands(groups, query).flatMap((group) => group.commands.map(({ title }) => title))

  it('offers everything as long as nothing is searched for', () => {
    expect(titles(' ')).toHaveLength(4)
  })

  it('wants every word in title or detail, and puts first what begins so', () => {
    expect(titles('run')).toEqual(['Run to here', 'Save and run'])
    expect(titles('send HERE')).toEqual(['Run to here'])
    expect(titles('nothing')).toEqual([])
  })

  it('finds what people call otherwise', () => {
    expect(titles('queue')).toEqual(['Workers'])
  })

  it('shows only so many of one kind', () => {
    const many = [{ heading: 'Nodes', commands: Array.from({ length: 500 }, (_, index) => command(`n${index}`)) }]
    expect(findCommands(many, 'n')[0]?.commands).toHaveLength(20)
  })
})
