import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CircuitRequest, FlowState, SlotRequest } from '../ports/flow-state.ts'

/** What any {@link FlowState} must do; `create` gives two that share their memory. */
export function describeFlowState(name: string, create: () => Promise<[FlowState, FlowState]>): void {
  async function open() {
    const states = await create()
    onTestFinished(async () => {
      await Promise.all(states.map((state) => state.close()))
    })
    return { states, workspaceId: `w-${randomUUID()}` }
  }
  const slot = (workspaceId: string, more: Partial<SlotRequest> = {}): SlotRequest => ({
    workspaceId,
    id: 'node/a',
    name: 'A',
    limit: 3,
    per: 60_000,
    ...more,
  })
  const circuit = (workspaceId: string, more: Partial<CircuitRequest> = {}): CircuitRequest => ({
    workspaceId,
    id: 'host',
    name: 'api.example.com',
    failures: 2,
    cooldown: 60_000,
    probeMs: 60_000,
    ...more,
  })

  describe(`${name}: limits and breakers`, () => {
    it('gives each start of two workers a time of its own', async () => {
      const { states, workspaceId } = await open()
      const waits = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          (states[index % 2] as FlowState).takeSlots([slot(workspaceId)]).then(([wait]) => wait as number),
        ),
      )
      waits.sort((a, b) => a - b)
      expect(waits.slice(0, 3)).toEqual([0, 0, 0])
      // Three a minute: the fourth a minute after the first, and then one every 20 s.
      for (const [index, wait] of waits.slice(3).entries()) {
        expect(wait).toBeGreaterThan(60_000 + index * 20_000 - 5_000)
        expect(wait).toBeLessThanOrEqual(60_000 + index * 20_000)
      }
      expect(new Set(waits.slice(3).map((wait) => Math.round(wait / 10_000))).size).toBe(9)
    })

    it('keeps workspaces and limits apart', async () => {
      const { states, workspaceId } = await open()
      const once = { limit: 1 }
      const waits = await states[0].takeSlots([
        slot(workspaceId, once),
        slot(`${workspaceId}-other`, once),
        slot(workspaceId, { ...once, id: 'node/b' }),
        slot(workspaceId, once),
      ])
      expect(waits.slice(0, 3)).toEqual([0, 0, 0])
      expect(waits[3]).toBeGreaterThan(50_000)
    })

    it('gives a time again that was given back', async () => {
      const { states, workspaceId } = await open()
      const request = slot(workspaceId, { limit: 1 })
      await states[0].takeSlots([request])
      const [first] = await states[0].takeSlots([request])
      const [second] = await states[0].takeSlots([request])
      await states[1].giveBack([{ workspaceId, id: request.id, inMs: first as number }])
      const [third] = await states[1].takeSlots([request])
      expect(third).toBeLessThan(second as number)
    })

    it('opens a circuit for all workers, lets one try, and closes it by that', async () => {
      const { states, workspaceId } = await open()
      const request = circuit(workspaceId, { cooldown: 50 })
      expect(await states[0].askCircuit(request)).toEqual({ role: 'plain' })
      const failed = { role: 'plain', outcome: 'failed' } as const
      await states[0].reportCircuit({ ...request, ...failed })
      expect(await states[1].askCircuit(request)).toEqual({ role: 'watch' })
      await states[1].reportCircuit({ ...request, ...failed })
      expect(await states[0].list(workspaceId, 10)).toMatchObject([{ kind: 'circuit', failures: 2 }])
      // Asked by both until the cooldown is over: exactly one tries.
      const roles: string[] = []
      await expect
        .poll(async () => {
          for (const answer of await Promise.all(states.map((state) => state.askCircuit(request))))
            if ('role' in answer) roles.push(answer.role)
          return roles
        })
        .toEqual(['probe'])
      expect(await states[1].askCircuit(request)).toHaveProperty('wait')
      await states[0].reportCircuit({ ...request, role: 'probe', outcome: 'ok' })
      expect(await states[1].askCircuit(request)).toEqual({ role: 'plain' })
      expect(await states[1].list(workspaceId, 10)).toEqual([])
    })

    it('forgets failures by a success, and is closed by hand', async () => {
      const { states, workspaceId } = await open()
      const request = circuit(workspaceId)
      await states[0].reportCircuit({ ...request, role: 'plain', outcome: 'failed' })
      await states[0].reportCircuit({ ...request, role: 'watch', outcome: 'ok' })
      expect(await states[0].askCircuit(request)).toEqual({ role: 'plain' })
      for (let index = 0; index < 2; index++)
        await states[0].reportCircuit({ ...request, role: 'plain', outcome: 'failed' })
      expect(await states[1].askCircuit(request)).toHaveProperty('wait')
      expect(await states[1].list(workspaceId, 10)).toMatchObject([{ id: 'host', phase: 'open' }])
      expect(await states[1].closeCircuit(`${workspaceId}-other`, request.id)).toBe(false)
      expect(await states[1].closeCircuit(workspaceId, request.id)).toBe(true)
      expect(await states[0].askCircuit(request)).toEqual({ role: 'plain' })
      expect(await states[0].closeCircuit(workspaceId, request.id)).toBe(false)
    })

    it('lists what there is of a workspace, open circuits first', async () => {
      const { states, workspaceId } = await open()
      await states[0].takeSlots([slot(workspaceId, { name: 'A', limit: 1 })])
      for (let index = 0; index < 2; index++)
        await states[0].reportCircuit({ ...circuit(workspaceId), role: 'plain', outcome: 'failed' })
      expect(await states[1].list(workspaceId, 10)).toMatchObject([
        { kind: 'circuit', name: 'api.example.com', phase: 'open', failures: 2 },
        { kind: 'rate-limit', name: 'A', limit: 1, per: 60_000 },
      ])
      expect(await states[1].list(workspaceId, 1)).toHaveLength(1)
    })
  })
}
