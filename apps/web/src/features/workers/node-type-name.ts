import { nodeDescriptions } from '@spane/nodes/descriptions'

const NAMES = new Map(nodeDescriptions.map((description) => [description.type, description.name]))

/** What people call a node type; its id when it is none of the built-in ones. */
export function nodeTypeName(type: string): string {
  return NAMES.get(type) ?? (type || 'unknown type')
}
