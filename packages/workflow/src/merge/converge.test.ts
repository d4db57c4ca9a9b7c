import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Workflow } from '../definition.ts'
import { MergeSimulation, type SimulationStep } from './merge-simulation.fixture.ts'

const clients = 3
const step: fc.Arbitrary<SimulationStep> = fc.record({
  client: fc.nat(clients - 1),
  action: fc.constantFrom(
    'edit',
    'edit',
    'edit',
    'send',
    'send',
    'lose-request',
    'lose-answer',
    'follow',
    'decide',
    'reopen',
  ),
  seed: fc.nat(100_000),
})

function settle(simulation: MergeSimulation): Workflow {
  simulation.settle()
  const { draft } = simulation.server
  for (const copy of simulation.copies) {
    expect(copy.server.revision).toBe(simulation.server.revision)
    expect(copy.working).toEqual(draft)
  }
  return draft
}

it('brings three clients to one draft, whatever is lost, repeated or late, and loses no acknowledged edit', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.constantFrom(3, 1_000), (steps, logLength) => {
      const simulation = new MergeSimulation(clients, logLength)
      // Every accepted batch is checked there: it changes nothing that its author did not, or that somebody else changed since.
      for (const each of steps) simulation.step(each)
      settle(simulation)
      expect(simulation.violations).toEqual([])
    }),
    { numRuns: 400 },
  )
})

it('applies a batch once that is sent again because its answer was lost', () => {
  const simulation = new MergeSimulation(2, 1_000)
  simulation.step({ client: 0, action: 'edit', seed: 3 })
  simulation.step({ client: 0, action: 'lose-answer', seed: 0 })
  simulation.step({ client: 1, action: 'edit', seed: 7 })
  simulation.step({ client: 1, action: 'send', seed: 0 })
  const { revision } = simulation.server
  simulation.step({ client: 0, action: 'send', seed: 0 })
  expect(simulation.server.revision).toBe(revision)
  settle(simulation)
})
