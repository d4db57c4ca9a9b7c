import { isTemplate, type NodeTypeFacts, type NodeTypeLookup } from '@spane/workflow'
import { describeFields } from './describe-fields.ts'
import { type NodeDescription, outputPorts } from './description.ts'
import { validateConfig } from './validate-config.ts'

/** What a description tells the validation of workflows. */
export function nodeTypeFacts(description: NodeDescription): NodeTypeFacts {
  return {
    isTrigger: description.group === 'trigger',
    inputs: description.inputs.map((port) => port.id),
    outputs: (config) => outputPorts(description, config).map((port) => port.id),
    validateConfig: (config) => validateConfig(description, config),
    calledWorkflows: (config) => calledWorkflows(description, config),
    hasConfigField: (name) => Object.hasOwn(description.config.shape, name),
  }
}

/** A look-up of these node types, for `normalizeWorkflow` and `validateWorkflow`. */
export function createNodeTypeLookup(descriptions: readonly NodeDescription[]): NodeTypeLookup {
  const types = new Map(descriptions.map((description) => [description.type, nodeTypeFacts(description)]))
  return { get: (type) => types.get(type) }
}

/** The workflows that a config names; what an expression names is known only when it runs. */
function calledWorkflows(description: NodeDescription, config: Record<string, unknown>): string[] {
  return describeFields(description)
    .filter((field) => field.control === 'workflow')
    .map((field) => config[field.name])
    .filter((id): id is string => typeof id === 'string' && id !== '' && !isTemplate(id))
}
