import { describeFlowState } from '../testing/flow-state-contract.ts'
import { MemoryFlowState } from './memory-flow-state.ts'

describeFlowState('memory', async () => {
  const state = new MemoryFlowState()
  return [state, state]
})
