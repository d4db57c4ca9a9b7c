import { findDeliveryRow, findTriggerRow } from '@spane/db'
import { ApiError } from '../../errors/api-error.ts'
import type { DeliveryIdInput } from '../../input/trigger-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { triggerNotFound } from './trigger-context.ts'

/** Starts what is published now with the payload of a delivery. */
export async function replayDelivery(
  { pool, workspaceId, engine }: ServiceContext,
  { id }: DeliveryIdInput,
): Promise<{ executionId: string }> {
  const delivery = await findDeliveryRow(pool, workspaceId, id)
  if (!delivery) throw new ApiError('DELIVERY_NOT_FOUND', 'There is no such delivery; it may have been cleared away.')
  const trigger = await findTriggerRow(pool, workspaceId, delivery.triggerId)
  if (!trigger) throw triggerNotFound()
  const input = delivery.executionId === null ? undefined : await engine.store.readExecutionInput(delivery.executionId)
  if (input === undefined) {
    throw new ApiError(
      'DELIVERY_WITHOUT_PAYLOAD',
      'There is no payload to use again: nothing was started, or its execution was cleared away.',
    )
  }
  const { executionId } = await engine.startVersion({
    versionId: trigger.versionId,
    entryNodeId: trigger.nodeId,
    input: JSON.parse(input),
    origin: { kind: 'trigger', triggerId: trigger.id, triggerKind: trigger.kind, nodeId: trigger.nodeId },
  })
  return { executionId }
}
