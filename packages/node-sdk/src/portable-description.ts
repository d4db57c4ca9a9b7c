import { z } from 'zod'
import { type NodeDescription, outputPorts, type Port } from './description.ts'

/** A description as JSON, for a browser that was built without the node. */
export interface PortableDescription
  extends Pick<NodeDescription, 'type' | 'name' | 'summary' | 'icon' | 'group' | 'inputs'> {
  /** As they are for the defaults: a function does not travel. */
  outputs: readonly Port[]
  /** JSON Schema, with what `.meta()` says about the fields. */
  config: Record<string, unknown>
  defaults: Record<string, unknown>
}

/** A description as JSON. What a schema checks by code is not checked there; the server still does. */
export function toPortableDescription(description: NodeDescription): PortableDescription {
  const { type, name, summary, icon, group, inputs, defaults } = description
  const config = z.toJSONSchema(description.config, { io: 'input', unrepresentable: 'any', reused: 'inline' })
  return {
    type,
    name,
    summary,
    icon,
    group,
    inputs,
    outputs: outputPorts(description, defaults),
    config: config as Record<string, unknown>,
    defaults,
  }
}

/** The description that a {@link PortableDescription} was made of, as far as forms and the canvas go. */
export function fromPortableDescription(portable: PortableDescription): NodeDescription {
  return { ...portable, config: z.fromJSONSchema(portable.config) as z.ZodObject }
}
