import { worded } from '../../input/worded.ts'
import { createFromTemplateSchema } from '../../input/workflow-input.ts'
import { procedure } from '../../trpc.ts'

export const createFromTemplate = procedure
  .input(worded(createFromTemplateSchema))
  .mutation(({ ctx, input }) => ctx.services.workflows.createFromTemplate(input))
