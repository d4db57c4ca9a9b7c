import { defineExecutor, type INodeExecutor, NodeError, UnrecoverableNodeError } from '@spane/node-sdk'
import { type Sandbox, SandboxError } from '@spane/sandbox'
import { codeDescription } from './description.ts'

/** Runs the node's code in the sandbox. */
export function createCodeExecutor(sandbox: Pick<Sandbox, 'runCode'>): INodeExecutor {
  return defineExecutor(codeDescription, async (context) => {
    const { workflowId, executionId, nodeId, attempt, start, signal, log, readOutput } = context
    try {
      const data = await sandbox.runCode({
        code: context.nodeConfig.code,
        input: context.inputData,
        ctx: { workflowId, executionId, nodeId, attempt, start },
        readOutput,
        onLog: log,
        signal,
      })
      return { success: true, data }
    } catch (error) {
      if (signal.aborted) throw signal.reason
      throw error instanceof SandboxError ? toNodeError(error) : error
    }
  })
}

function toNodeError(error: SandboxError): NodeError {
  const { code, line, guestStack } = error
  const options = { code, cause: error, details: line === undefined ? undefined : { line } }
  // The same code needs the same memory again, and does not parse the next time either. What it throws may depend on the attempt.
  const final = code === 'MEMORY' || error.message.startsWith('SyntaxError')
  const nodeError = final ? new UnrecoverableNodeError(error.message, options) : new NodeError(error.message, options)
  // Where it failed in the code, in place of where the sandbox told us so.
  if (guestStack) nodeError.stack = `${error.message}\n${guestStack}`
  return nodeError
}
