import { circuitIdSchema } from '../../input/circuit-input.ts'
import { worded } from '../../input/worded.ts'
import { procedure } from '../../trpc.ts'

export const closeCircuit = procedure
  .input(worded(circuitIdSchema))
  .mutation(({ ctx, input }) => ctx.services.system.closeCircuit(input))
