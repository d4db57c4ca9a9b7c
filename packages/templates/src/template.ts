import type { Workflow } from '@spane/workflow'

/** What templates are about, in the order in which they are shown. */
export const TOPICS = ['Branches and joins', 'Triggers', 'People', 'Lists and parts', 'Failures and limits'] as const
export type TemplateTopic = (typeof TOPICS)[number]

/** The graph of a template. Its nodes have places; it has neither an id nor a name of its own yet. */
export type TemplateGraph = Pick<Workflow, 'nodes' | 'edges' | 'settings'>

/** A workflow that nodes of a template run: they name it by `id`, and it is made and published before the template. */
export interface TemplatePart {
  /** Begins with `part:`, so that it can be told from the id of a workflow. */
  id: `part:${string}`
  name: string
  graph: TemplateGraph
}

/** A workflow to start from: it is valid as it is, and runs. */
export interface WorkflowTemplate {
  /** In addresses and tests: `daily-digest`. */
  id: string
  name: string
  /** What it does, in a sentence. */
  summary: string
  topic: TemplateTopic
  graph: TemplateGraph
  /** What Run suggests at first. */
  input: Record<string, unknown>
  /** What to change before it works for real. Stands in the gallery, and as a note on the canvas. Markdown. */
  setup?: string
  parts?: readonly TemplatePart[]
  /** Is in a new workspace from the start. */
  isSample?: true
}
