'use client'

import { createContext } from 'react'
import type { NodeDataSource } from '../data/use-node-data.ts'
import type { EvaluateTemplate } from './evaluate-template.ts'

/** What the fields of one node's form have to try expressions with. */
export interface ExpressionTools {
  data: NodeDataSource
  evaluate: EvaluateTemplate
  execution: { id: string; workflowId: string }
  /** Runs what is before the node, so that there is data. */
  runToHere?: () => void
}

/** How templates are evaluated; undefined where they cannot be. */
export const EvaluateContext = createContext<EvaluateTemplate | undefined>(undefined)

export const ExpressionToolsContext = createContext<ExpressionTools | undefined>(undefined)
