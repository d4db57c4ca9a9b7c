import { pinDataSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const pinData = procedure.input(pinDataSchema).mutation(({ ctx, input }) => ctx.services.workflows.pin(input))
