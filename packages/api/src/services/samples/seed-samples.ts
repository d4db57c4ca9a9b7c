import { type PrismaClient, seedWorkflowRows } from '@spane/db'
import { conditionAndJoin } from './condition-and-join.ts'
import { failsThenSucceeds } from './fails-then-succeeds.ts'
import { parallelBranches } from './parallel-branches.ts'

/** What a new workspace begins with. */
export const SAMPLES = [parallelBranches, conditionAndJoin, failsThenSucceeds]

/**
 * Gives a workspace that has no workflow and never had one the samples. Safe with several processes at once.
 * Returns whether it did.
 */
export async function seedSamples(prisma: PrismaClient, workspaceId: string): Promise<boolean> {
  const rows = SAMPLES.map(({ workflow, input }) => ({
    id: workflow.id,
    name: workflow.name,
    draft: JSON.stringify(workflow),
    lastInput: JSON.stringify(input, null, 2),
  }))
  return seedWorkflowRows(prisma, workspaceId, rows)
}
