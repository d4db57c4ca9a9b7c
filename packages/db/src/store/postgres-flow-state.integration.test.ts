import { PostgresFlowState } from '@spane/engine'
import { describeFlowState } from '@spane/engine/testing'
import { createTestDatabase } from '../testing/index.ts'

const logger = { debug() {}, info() {}, warn() {}, error() {} }

describeFlowState('PostgreSQL', async () => {
  const database = await createTestDatabase({ migrated: false })
  const create = () => new PostgresFlowState(database.connectionString, { prefix: 'test', logger })
  const [first, second] = [create(), create()]
  let open = 2
  const closing = (state: PostgresFlowState) => {
    const close = state.close.bind(state)
    state.close = async () => {
      await close()
      open -= 1
      if (open === 0) await database[Symbol.asyncDispose]()
    }
    return state
  }
  return [closing(first), closing(second)]
})
