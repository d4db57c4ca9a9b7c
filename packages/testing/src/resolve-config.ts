import type { ResolveConfig } from '@spane/engine'
import { literalPaths, parseConfig, UnrecoverableNodeError } from '@spane/node-sdk'
import { type Sandbox, SandboxError } from '@spane/sandbox'

/** Evaluates expressions and checks configs as the product's workers do. */
export function createConfigResolver(sandbox: Pick<Sandbox, 'resolveConfig'>): ResolveConfig {
  return async ({ config, nodeType, description, scope, signal }) => {
    const skipPaths = description ? literalPaths(description) : []
    const resolved = await sandbox.resolveConfig({ config, scope, skipPaths, signal }).catch((error) => {
      if (!(error instanceof SandboxError)) throw error
      throw new UnrecoverableNodeError(error.message, { code: error.code, cause: error })
    })
    if (!description) return resolved
    const parsed = parseConfig(description, resolved)
    if ('config' in parsed) return parsed.config
    const message = parsed.issues[0]?.message ?? `The config of ${nodeType} is not valid.`
    throw new UnrecoverableNodeError(message, { code: 'BAD_CONFIG', details: { issues: parsed.issues } })
  }
}
