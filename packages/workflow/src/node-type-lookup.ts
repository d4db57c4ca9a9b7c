/** Something wrong in a node's config. */
export interface ConfigIssue {
  /** Inside the config: `url`, `rows[0].name`; empty for the config as a whole. */
  path: string
  /** A sentence for a person. */
  message: string
}

/**
 * What validation needs to know of a node type. Whatever is absent is not checked: an executor that was registered
 * without a description takes any config and has any port.
 */
export interface NodeTypeFacts {
  /** A trigger has no inputs and can be where an execution starts. */
  isTrigger?: boolean
  /** Ids of the input ports. */
  inputs?: readonly string[]
  /** Ids of the output ports of a node with this config, the error port left out. */
  outputs?: (config: Record<string, unknown>) => readonly string[]
  /** What is wrong with a config, expressions that still have to be resolved left out. */
  validateConfig?: (config: Record<string, unknown>) => readonly ConfigIssue[]
  /** Ids of the workflows that a node with this config runs, as far as they are known before it does (rule 8.1). */
  calledWorkflows?: (config: Record<string, unknown>) => readonly string[]
  /** Whether the type's own config has a field of this name: then `timeout` and `retries` are not lifted (rule 5.2). */
  hasConfigField?: (name: string) => boolean
}

/** The node types that a workflow may use. The engine's registry and the editor's list of descriptions both provide it. */
export interface NodeTypeLookup {
  /** Undefined when there is no such type. */
  get(type: string): NodeTypeFacts | undefined
}

/** Output port ids of a node; undefined when they are not known, as for a config too broken to tell. */
export function outputsOf(
  facts: NodeTypeFacts | undefined,
  config: Record<string, unknown>,
): readonly string[] | undefined {
  try {
    return facts?.outputs?.(config)
  } catch {
    // A description's function need not bear every config; what is wrong with this one is for validateConfig to say.
    return undefined
  }
}
