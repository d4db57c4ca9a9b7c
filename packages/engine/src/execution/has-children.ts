import type { NodeRunRow } from './state.ts'

/**
 * Whether the children of a node have run, so that another start of it only has to collect what they gave: they are its
 * children for good, and would not be counted a second time.
 */
export function hasChildren({ wait }: Pick<NodeRunRow, 'wait'>): boolean {
  return wait?.kind === 'children' && wait.begun > 0
}
