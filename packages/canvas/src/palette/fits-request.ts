import type { NodeDescription } from '@spane/node-sdk'
import { compileGraph } from '@spane/workflow'
import { computePorts } from '../edit/node-ports.ts'
import type { EditorState, PickerRequest } from '../store/editor-state.ts'

/** Whether a node of a type could be wired as asked: a trigger has no input that an edge could feed. */
export function fitsRequest(
  description: NodeDescription,
  request: Omit<PickerRequest, 'anchor'>,
  { graph }: Pick<EditorState, 'graph'>,
): boolean {
  const node = { id: 'new', type: description.type, config: { ...description.defaults } }
  const alone = compileGraph({ id: 'new', name: 'new', nodes: [node], edges: [] })
  const ports = computePorts(alone, new Map([[description.type, description]])).get(node.id)
  if (request.replaceNodeId !== undefined) {
    const isFed = (graph.incoming.get(request.replaceNodeId)?.length ?? 0) > 0
    const isSame = graph.nodes.get(request.replaceNodeId)?.type === description.type
    return !isSame && (!isFed || (ports?.inputs.length ?? 0) > 0)
  }
  const needsInput = request.source !== undefined || request.edgeId !== undefined
  const needsOutput = request.target !== undefined || request.edgeId !== undefined
  return (!needsInput || (ports?.inputs.length ?? 0) > 0) && (!needsOutput || (ports?.outputs.length ?? 0) > 0)
}
