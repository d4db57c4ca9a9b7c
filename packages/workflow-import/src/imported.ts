import type { Workflow } from '@spane/workflow'

/** Something that a person should know about what was read. */
export interface ImportNote {
  /**
   * `mapped`: it does the same here · `changed`: it does nearly the same, look at it · `unmapped`: it does nothing here yet ·
   * `needed`: it asks for something that must be set up.
   */
  kind: 'mapped' | 'changed' | 'unmapped' | 'needed'
  /** Name of the node that it is about; absent when it is about the whole workflow. */
  subject?: string
  message: string
}

/** A workflow that was read from a file, and what there is to say about it. */
export interface ImportedWorkflow {
  /** Which product wrote it. */
  source: 'spane' | 'n8n'
  /** Under the id that it had; it gets another where it is created. */
  workflow: Workflow
  notes: ImportNote[]
}

export type ReadWorkflows =
  | { workflows: ImportedWorkflow[] }
  /** Nothing in it can be read: why, in a sentence. */
  | { problem: string }
