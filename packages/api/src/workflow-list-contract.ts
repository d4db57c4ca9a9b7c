import type { ApiProblem, WorkflowTag } from './contract.ts'

/** Holds workflows and other folders. */
export interface WorkflowFolder {
  id: string
  parentId: string | null
  name: string
  /** 1 at the top, 5 at most. */
  depth: number
  /** Right in it. */
  workflows: number
}

export interface WorkflowTagSummary extends WorkflowTag {
  /** That have it. */
  workflows: number
}

/** What became of one workflow of a request about many; `note`: what else there is to know, in a sentence. */
export type WorkflowResult = { id: string; note?: string } | { id: string; problem: ApiProblem }

/** In the order of the request. */
export interface WorkflowResults {
  items: WorkflowResult[]
}
