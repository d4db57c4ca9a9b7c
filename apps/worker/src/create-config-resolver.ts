import type { ResolveConfig } from '@spane/engine'
import { literalPaths, NodeError, parseConfig, UnrecoverableNodeError } from '@spane/node-sdk'
import { type Sandbox, SandboxError } from '@spane/sandbox'

/**
 * Resolves a node's config before it runs: evaluates its expressions in the sandbox, leaving alone the fields that are
 * no expressions (source code, for example), and checks the outcome against the node type's schema.
 */
export function createConfigResolver(sandbox: Pick<Sandbox, 'resolveConfig'>): ResolveConfig {
  return async ({ config, nodeType, description, scope, signal }) => {
    const skipPaths = description ? literalPaths(description) : []
    const resolved = await sandbox.resolveConfig({ config, scope, skipPaths, signal }).catch((error) => {
      throw toNodeError(error)
    })
    if (!description) return resolved
    const parsed = parseConfig(description, resolved)
    if ('config' in parsed) return parsed.config
    const [first, ...more] = parsed.issues
    const message = first?.message ?? `The config of ${nodeType} is not valid.`
    throw new UnrecoverableNodeError(more.length === 0 ? message : `${message} (and ${more.length} more)`, {
      code: 'BAD_CONFIG',
      details: { field: first?.path, issues: parsed.issues },
    })
  }
}

function toNodeError(error: unknown): unknown {
  if (!(error instanceof SandboxError)) return error
  const { code, message, path, expression } = error
  const options = { code, cause: error, details: { field: path, expression } }
  // A busy machine may be why time ran out; the same expression on the same data fails in the same way again.
  const canPass = code === 'TIMEOUT' || code === 'CANCELLED' || code === 'SANDBOX_FAILED'
  return canPass ? new NodeError(message, options) : new UnrecoverableNodeError(message, options)
}
