import type { NodeTypeFacts, NodeTypeLookup } from '@spane/workflow'
import { type NodeDescription, outputPorts } from './description.ts'
import { validateConfig } from './validate-config.ts'

/** What a description tells the validation of workflows. */
export function nodeTypeFacts(description: NodeDescription): NodeTypeFacts {
  return {
    isTrigger: description.group === 'trigger',
    inputs: description.inputs.map((port) => port.id),
    outputs: (config) => outputPorts(description, config).map((port) => port.id),
    validateConfig: (config) => validateConfig(description, config),
    hasConfigField: (name) => Object.hasOwn(description.config.shape, name),
  }
}

/** A look-up of these node types, for `normalizeWorkflow` and `validateWorkflow`. */
export function createNodeTypeLookup(descriptions: readonly NodeDescription[]): NodeTypeLookup {
  const types = new Map(descriptions.map((description) => [description.type, nodeTypeFacts(description)]))
  return { get: (type) => types.get(type) }
}
