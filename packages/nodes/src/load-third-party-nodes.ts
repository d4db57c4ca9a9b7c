import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { isAbsolute, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { INodeExecutor, NodeDescription } from '@spane/node-sdk'
import { z } from 'zod'
import { nodeDescriptions } from './descriptions.ts'

/** A node of somebody else: what it is and what runs it. */
export interface ThirdPartyNode {
  description: NodeDescription
  executor: INodeExecutor
}

/** `SPANE_NODES` names something that cannot be used. */
export class ThirdPartyNodesError extends Error {
  readonly code = 'BAD_NODES'
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'ThirdPartyNodesError'
  }
}

const portSchema = z.object({ id: z.string().min(1), label: z.string().optional() })

/** Checked by its shape and not by its class: a package may bring its own copy of zod. */
const configSchema = z.custom<NodeDescription['config']>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'shape' in value &&
    'safeParse' in value &&
    typeof value.safeParse === 'function',
  'must be a zod object schema',
)

const nodeSchema = z.looseObject({
  description: z.looseObject({
    type: z.string().regex(/^[a-z0-9]+([-./@][a-z0-9]+)*$/, 'must be kebab-case'),
    name: z.string().min(1),
    summary: z.string().min(1),
    icon: z.string().min(1),
    group: z.enum(['trigger', 'flow', 'data', 'action', 'utility']),
    inputs: z.array(portSchema),
    outputs: z.union([
      z.array(portSchema),
      z.custom((value) => typeof value === 'function', 'must be a list of ports'),
    ]),
    config: configSchema,
    defaults: z.looseObject({}),
  }),
  executor: z.custom<INodeExecutor>(
    (value) => typeof value === 'object' && value !== null && 'execute' in value && typeof value.execute === 'function',
    'must have a function "execute"',
  ),
})

/**
 * Loads what `SPANE_NODES` names: paths of files or folders (relative to `directory`) and packages, each exporting
 * `nodes: { description, executor }[]`.
 * @throws ThirdPartyNodesError with a sentence for a person
 */
export async function loadThirdPartyNodes(specifiers: readonly string[], directory: string): Promise<ThirdPartyNode[]> {
  const loaded: ThirdPartyNode[] = []
  const owners = new Map(nodeDescriptions.map(({ type }) => [type, 'the built-in nodes']))
  for (const specifier of specifiers) {
    const exported = (await importNodes(specifier, directory)).nodes
    if (!Array.isArray(exported)) {
      throw new ThirdPartyNodesError(`${specifier} exports no list "nodes" of { description, executor }.`)
    }
    for (const [index, value] of exported.entries()) {
      const node = checkNode(value, `Node ${index + 1} of ${specifier}`)
      const { type } = node.description
      const owner = owners.get(type)
      if (owner) throw new ThirdPartyNodesError(`The node type ${type} of ${specifier} is there already, in ${owner}.`)
      owners.set(type, specifier)
      loaded.push(node)
    }
  }
  return loaded
}

function checkNode(value: unknown, name: string): ThirdPartyNode {
  const parsed = nodeSchema.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const path = issue?.path.join('.')
    throw new ThirdPartyNodesError(`${name} is not usable: ${path ? `${path}: ` : ''}${issue?.message}.`)
  }
  return value as ThirdPartyNode
}

async function importNodes(specifier: string, directory: string): Promise<{ nodes?: unknown }> {
  const target = resolveSpecifier(specifier, directory)
  try {
    return (await import(target)) as { nodes?: unknown }
  } catch (cause) {
    throw new ThirdPartyNodesError(`${specifier} cannot be loaded: ${(cause as Error).message}`, { cause })
  }
}

function resolveSpecifier(specifier: string, directory: string): string {
  const require = createRequire(join(directory, 'package.json'))
  const isPath = specifier.startsWith('.') || isAbsolute(specifier)
  const path = isPath ? resolve(directory, specifier) : undefined
  if (path !== undefined && !existsSync(path)) {
    throw new ThirdPartyNodesError(`There is nothing at ${specifier} (looked for ${path}).`)
  }
  try {
    return pathToFileURL(require.resolve(path ?? specifier)).href
  } catch (cause) {
    // A package for `import` only, or one that stands beside this program.
    if (path === undefined) return specifier
    throw new ThirdPartyNodesError(`${specifier} is a folder without a package.json whose "main" can be loaded.`, {
      cause,
    })
  }
}
