import type { ExecutionDetail } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ExecutionIdInput } from '../../input/execution-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { toPayload } from '../shared/payload.ts'
import { requireExecution, toExecutionListItem } from './execution-summary.ts'
import { readExecutionView } from './execution-view.ts'

export async function getExecution(context: ServiceContext, { id }: ExecutionIdInput): Promise<ExecutionDetail> {
  const { store } = context.engine
  const row = await requireExecution(context, id)
  const [execution, version, input, view] = await Promise.all([
    store.readExecution(id),
    store.getVersion(row.versionId),
    store.readExecutionInput(id),
    readExecutionView(store, id),
  ])
  if (!execution || !version) throw new ApiError('EXECUTION_NOT_FOUND', 'There is no such execution any more.')
  return {
    ...toExecutionListItem(row),
    // Of the same moment as the states of the nodes.
    status: view.seq === 0 ? row.status : view.status,
    definition: version.workflow,
    input: input === undefined ? null : toPayload(context.redact(input)),
    entryNodeId: execution.entryNodeId,
    view,
  }
}
