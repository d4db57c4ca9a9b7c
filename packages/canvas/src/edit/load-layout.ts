import type { Workflow } from '@spane/workflow'
import type { tidyPositions } from './tidy.ts'

type Layout = typeof tidyPositions

let loaded: Layout | undefined
let loading: Promise<Layout> | undefined

/** Loads what lays nodes out, once: few ever ask for it. Rejects when it cannot be had; the next call tries again. */
export function loadLayout(): Promise<Layout> {
  loading ??= import('./tidy.ts').then(
    (module) => {
      loaded = module.tidyPositions
      return loaded
    },
    (error: unknown) => {
      loading = undefined
      throw error
    },
  )
  return loading
}

/** The layout, when it is here already. */
export function loadedLayout(): Layout | undefined {
  return loaded
}

/** Whether nodes of these workflows have no place of their own, because they did not come from a canvas. */
export function needLayout(...workflows: readonly (Workflow | null | undefined)[]): boolean {
  return workflows.some((workflow) => workflow?.nodes.some((node) => node.position === undefined))
}
