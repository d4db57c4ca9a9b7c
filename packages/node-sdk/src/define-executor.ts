import type { z } from 'zod'
import type { NodeDescription } from './description.ts'
import type { ExecutionContext, ExecutionResult, INodeExecutor } from './execution.ts'
import { UnrecoverableNodeError } from './node-error.ts'
import { parseConfig } from './validate-config.ts'

/**
 * Makes an executor of a function whose config has the type of the description's schema. The config is parsed first, so
 * that defaults are filled in and what an expression made is checked: a bad one fails the node with `BAD_CONFIG`, without retries.
 * @example
 * export const greet = defineExecutor(greetDescription, ({ nodeConfig }) => ({ success: true, data: `Hello ${nodeConfig.name}` }))
 */
export function defineExecutor<C extends z.ZodObject>(
  description: NodeDescription<C>,
  execute: (context: ExecutionContext<z.output<C>>) => Promise<ExecutionResult> | ExecutionResult,
): INodeExecutor {
  return {
    async execute(context) {
      const parsed = parseConfig(description, context.nodeConfig)
      if ('issues' in parsed) {
        const message = parsed.issues.map((issue) => issue.message).join(' ')
        throw new UnrecoverableNodeError(message, { code: 'BAD_CONFIG', details: { issues: parsed.issues } })
      }
      return execute({ ...context, nodeConfig: parsed.config as z.output<C> })
    },
  }
}
