import { circuitIdSchema } from '../../input/circuit-input.ts'
import { procedure } from '../../trpc.ts'

export const closeCircuit = procedure
  .input(circuitIdSchema)
  .mutation(({ ctx, input }) => ctx.services.system.closeCircuit(input))
