import { checkSchema } from './check-schema.ts'
import { nodeSettingsSchema, type WorkflowNode } from './definition.ts'
import type { NodeTypeFacts } from './node-type-lookup.ts'
import type { Problem } from './problem.ts'
import { quote } from './quote.ts'

const LIFTED = ['timeout', 'retries'] as const

/**
 * Moves `config.timeout` and `config.retries` into the node's settings (rule 5.2), unless the node type has config fields
 * of these names itself. Giving a setting in both places is a problem. Returns the same node when there is nothing to move.
 */
export function liftSettings(node: WorkflowNode, facts?: NodeTypeFacts): { node: WorkflowNode; problems: Problem[] } {
  const problems: Problem[] = []
  let lifted = node
  for (const name of LIFTED) {
    if (!Object.hasOwn(node.config, name) || facts?.hasConfigField?.(name)) continue
    const { [name]: value, ...config } = lifted.config
    const about = { severity: 'error', nodeId: node.id, path: `config.${name}` } as const
    if (node.settings?.[name] !== undefined) {
      const message = `Node ${quote(node.id)} gives its ${name} twice, in its config and in its settings: keep one of them.`
      problems.push({ ...about, code: 'DUPLICATE_SETTING', message })
      continue
    }
    const check = checkSchema(nodeSettingsSchema.shape[name], value, () => `The ${name} of node ${quote(node.id)}`)
    if ('issues' in check) {
      for (const issue of check.issues) problems.push({ ...about, code: 'BAD_CONFIG', message: issue.message })
    } else lifted = { ...lifted, config, settings: { ...lifted.settings, [name]: check.data } }
  }
  return { node: lifted, problems }
}
