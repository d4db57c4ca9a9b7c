import { defineExecutor, NodeError } from '@spane/node-sdk'
import { childFailure } from '../child-failure.ts'
import { subWorkflowDescription } from './description.ts'

export const subWorkflowExecutor = defineExecutor(
  subWorkflowDescription,
  async ({ inputData, nodeConfig, resumed, readChildren }) => {
    const { workflowId, inputMode, input } = nodeConfig
    if (!resumed) {
      return { success: true, children: { workflowId, inputs: [inputMode === 'map' ? (input ?? null) : inputData] } }
    }
    const [child] = await readChildren({ from: 0, limit: 1 })
    if (!child) throw new NodeError('The execution of the workflow cannot be found.', { code: 'CHILD_NOT_FOUND' })
    if (child.status !== 'completed') throw childFailure(child)
    return { success: true, data: child.output ?? null }
  },
)
