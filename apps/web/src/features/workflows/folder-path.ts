import type { WorkflowFolder } from '@spane/api'

/** A folder and those that hold it, the outermost first; empty when there is no such folder. */
export function folderPath(folders: readonly WorkflowFolder[], id: string | null): WorkflowFolder[] {
  const path: WorkflowFolder[] = []
  for (let next = id; next !== null; ) {
    const folder = folders.find((each) => each.id === next)
    if (!folder || path.includes(folder)) break
    path.unshift(folder)
    next = folder.parentId
  }
  return path
}

export interface MoveTarget {
  /** Null: out of all folders. */
  id: string | null
  /** With the folders that hold it, e.g. `Finance / Invoices`. */
  path: string
}

/** Where something can be moved to, by path; a folder not into itself or what it holds. */
export function listMoveTargets(folders: readonly WorkflowFolder[], movedFolderId?: string): MoveTarget[] {
  const targets = folders.flatMap(({ id }): MoveTarget[] => {
    const path = folderPath(folders, id)
    if (path.some((folder) => folder.id === movedFolderId)) return []
    return [{ id, path: path.map((folder) => folder.name).join(' / ') }]
  })
  return [{ id: null, path: 'All workflows' }, ...targets.sort((a, b) => a.path.localeCompare(b.path))]
}
