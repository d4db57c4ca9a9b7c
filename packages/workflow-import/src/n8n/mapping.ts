import type { NodeSettings, WorkflowNode } from '@spane/workflow'
import type { N8nNode, N8nParameters } from './n8n-schema.ts'

/** What a mapper may ask and say about the node that it maps. */
export interface MappingContext {
  node: N8nNode
  parameters: N8nParameters
  /** A parameter as a field here: expressions translated, anything else as it is. Every string below it, too. */
  translate: (value: unknown) => unknown
  /** The same as text. */
  text: (value: unknown) => string
  /** The same as JavaScript, for use inside of an expression. */
  code: (value: unknown) => string
  /** JavaScript for the input of the node: of the first that came, when several nodes lead to it. */
  input: string
  /** More than one node leads to it: its whole input holds what each gave under its id. */
  hasSeveralParents: boolean
  /** Names a credential or a secret that must be set up. */
  need: (message: string) => void
  /** Says that something is different here. */
  change: (message: string) => void
  /** Time zone of the workflow, for schedules. */
  timeZone: string | undefined
}

/** A node here in place of one of n8n. */
export interface Mapped {
  type: string
  config: Record<string, unknown>
  settings?: NodeSettings
  /** Port by index of n8n's outputs; `main` for all when absent. */
  ports?: string[]
}

/** A node that was converted, with how its outputs are called here. */
export interface ConvertedNode {
  name: string
  node: WorkflowNode
  ports: string[] | undefined
}

/** Undefined: this use of the type has no counterpart, and the node becomes a placeholder. */
export type Mapper = (context: MappingContext) => Mapped | undefined

/** A value inside parameters by its path; undefined when something on the way is missing. */
export function get(value: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  )
}

/** The objects in a list; none for anything else. */
export function rows(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) return []
  return value.filter(
    (row): row is Record<string, unknown> => typeof row === 'object' && row !== null && !Array.isArray(row),
  )
}

/** Ids of other things come as text, or as `{ mode, value }`. */
export function plainId(value: unknown): string {
  const id = typeof value === 'object' && value !== null ? get(value, 'value') : value
  return typeof id === 'string' ? id : typeof id === 'number' ? String(id) : ''
}
