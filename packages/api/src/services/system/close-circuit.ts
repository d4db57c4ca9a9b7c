import type { CircuitIdInput } from '../../input/circuit-input.ts'
import type { ServiceContext } from '../service-context.ts'

/** @throws EngineError CIRCUIT_NOT_FOUND when it is closed already */
export async function closeCircuit({ engine }: ServiceContext, { id }: CircuitIdInput): Promise<{ id: string }> {
  await engine.closeCircuit(id)
  return { id }
}
