import type { z } from 'zod'

/** A place where edges leave or enter a node. */
export interface Port {
  id: string
  /** Shown on the canvas when a node has more than one port. */
  label?: string
}

export type NodeGroup = 'trigger' | 'flow' | 'data' | 'action' | 'utility'

/** How the inspector edits a config field; derived from the schema's type when absent. */
export type FieldControl =
  | 'text'
  | 'textarea'
  | 'number'
  | 'switch'
  | 'select'
  /** The id of a workflow, chosen from those that there are. */
  | 'workflow'
  | 'json'
  | 'code'
  /** Rows of a name and a value. */
  | 'key-values'
  /** Rows with the fields of the list's items. */
  | 'list'

/** Put on a config field with `.meta({ … } satisfies FieldMeta)`; read by the generated form. */
export interface FieldMeta {
  label?: string
  hint?: string
  placeholder?: string
  control?: FieldControl
  /** `false`: the value is never read as an expression (source code, for example). */
  expression?: boolean
  /** For enums: what people read for each value; the value itself where absent. */
  optionLabels?: Record<string, string>
  /** For lists: what one item is called, for "Add condition" and "Value of condition 2". */
  itemName?: string
  /** Shown only while another field of the same object has one of these values. */
  visibleWhen?: { field: string; in: readonly (string | number | boolean)[] }
}

/**
 * What a node is, without how it runs: safe to load in a browser.
 * `C` is the zod object schema of its config.
 */
export interface NodeDescription<C extends z.ZodObject = z.ZodObject> {
  /** Stable and kebab-case: it is stored in workflows. */
  type: string
  name: string
  /** One sentence for the palette. */
  summary: string
  /** Name of a lucide icon, kebab-case. */
  icon: string
  group: NodeGroup
  /** Empty for triggers. */
  inputs: readonly Port[]
  /** The error port is added by the editor when `onError` is `branch`. */
  outputs: readonly Port[] | ((config: Record<string, unknown>) => readonly Port[])
  config: C
  /** It waits for signals, and gets an address to which they can be sent: `resumeUrl`. */
  resumable?: true
  /** Config of a node that was just added. */
  defaults: z.input<C>
}

/** Checks a description's type as it is written and returns it unchanged. */
export function defineNode<C extends z.ZodObject>(description: NodeDescription<C>): NodeDescription<C> {
  return description
}

/** The output ports of a node with this config. */
export function outputPorts(description: NodeDescription, config: Record<string, unknown>): readonly Port[] {
  return typeof description.outputs === 'function' ? description.outputs(config) : description.outputs
}
