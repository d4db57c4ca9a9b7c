import type { ExecutionStatus } from '@spane/realtime'
import type { ExecutionIdInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { requireExecution } from './execution-summary.ts'

/** Starts no further node; what runs finishes (rule 7.1). Returns the status that the execution has then. */
export async function pauseExecution(context: ServiceContext, { id }: ExecutionIdInput) {
  return control(context, id, () => context.engine.pauseWorkflow(id))
}

/** Starts what is ready again. */
export async function resumeExecution(context: ServiceContext, { id }: ExecutionIdInput) {
  return control(context, id, () => context.engine.resumeWorkflow(id))
}

/** Settles the execution at once; what runs is aborted (rule 7.2). */
export async function cancelExecution(context: ServiceContext, { id }: ExecutionIdInput) {
  return control(context, id, () => context.engine.cancelWorkflow(id))
}

async function control(
  context: ServiceContext,
  id: string,
  command: () => Promise<unknown>,
): Promise<{ status: ExecutionStatus }> {
  await requireExecution(context, id)
  await command()
  return { status: (await requireExecution(context, id)).status }
}
