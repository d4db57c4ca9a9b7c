import { parseJsonText } from '@spane/workflow'
import { EngineError } from './engine-error.ts'
import type { LetterOrigin } from './execution/command.ts'
import type { DeadLetterRow } from './execution/state.ts'
import type { StartRequest } from './ports/execution-store.ts'
import { planRerun, type RerunContext } from './rerun.ts'

/**
 * Decides how a new execution takes up the failed node of a dead letter on another version of its workflow, with what
 * the nodes before it gave (rule 6.6).
 * @param options `versionId` of the same workflow; the one that starts use now when absent
 * @throws EngineError NODE_NOT_FOUND, MISSING_OUTPUT, VERSION_NOT_FOUND
 */
export async function planRetryOnVersion(
  context: RerunContext,
  letter: DeadLetterRow,
  options: { versionId?: string; input?: unknown; origin: LetterOrigin },
): Promise<StartRequest> {
  const { executionId, nodeId } = letter
  const edited = options.input !== undefined
  const input = edited ? options.input : await earlierInput(context, letter)
  const request = await planRerun(context, executionId, {
    fromNodeId: nodeId,
    ...(input !== undefined && { input }),
    ...(options.versionId === undefined ? { version: 'latest' as const } : { versionId: options.versionId }),
    origin: { kind: 'rerun', executionId, nodeId, ...(edited && { edited: true }) },
  }).catch((error: unknown) => {
    if (!(error instanceof EngineError) || error.code !== 'NODE_NOT_FOUND') throw error
    const message = `The latest version has no node ${JSON.stringify(nodeId)} any more: retry on the version that failed`
    throw new EngineError('NODE_NOT_FOUND', message, { field: 'version', cause: error })
  })
  return { ...request, supersedes: { executionId, nodeId, editedInput: edited, origin: options.origin } }
}

/** The input of an earlier retry, which took the place of the composed one. */
async function earlierInput({ store }: RerunContext, { executionId, nodeId }: DeadLetterRow): Promise<unknown> {
  const [found] = await store.readNodeInputs([{ executionId, nodeId }])
  const text = found?.node.inputOverride ?? null
  return text === null ? undefined : parseJsonText(text)
}
