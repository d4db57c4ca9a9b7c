import {
  deleteFolderRow,
  type FolderChange,
  insertFolderRow,
  listFolderRows,
  MAX_FOLDER_DEPTH,
  moveFolderRow,
  renameFolderRow,
} from '@spane/db'
import { ApiError } from '../../errors/api-error.ts'
import type {
  CreateFolderInput,
  FolderIdInput,
  MoveFolderInput,
  RenameFolderInput,
} from '../../input/workflow-list-input.ts'
import type { WorkflowFolder } from '../../workflow-list-contract.ts'
import type { ServiceContext } from '../service-context.ts'

/** Folders that a workspace may have. All of them are listed at once. */
const MAX_FOLDERS = 500

export async function listFolders({ pool, workspaceId }: ServiceContext): Promise<{ items: WorkflowFolder[] }> {
  return { items: await listFolderRows(pool, workspaceId) }
}

export async function createFolder(
  { pool, workspaceId }: ServiceContext,
  { name, parentId }: CreateFolderInput,
): Promise<{ id: string }> {
  const { change, id } = await insertFolderRow(pool, { workspaceId, name, parentId, maxFolders: MAX_FOLDERS })
  return accept(change, { id }, name)
}

export async function renameFolder(
  { pool, workspaceId }: ServiceContext,
  { id, name }: RenameFolderInput,
): Promise<{ id: string }> {
  return accept(await renameFolderRow(pool, { workspaceId, id, name }), { id }, name)
}

export async function moveFolder(
  { pool, workspaceId }: ServiceContext,
  { id, parentId }: MoveFolderInput,
): Promise<{ id: string }> {
  return accept(await moveFolderRow(pool, { workspaceId, id, parentId }), { id })
}

/** What is in it moves to the folder that holds it. */
export async function deleteFolder(
  { pool, workspaceId }: ServiceContext,
  { id }: FolderIdInput,
): Promise<{ id: string }> {
  return accept(await deleteFolderRow(pool, { workspaceId, id }), { id })
}

/** A folder and all below it; null stands for no folder. @throws ApiError `FOLDER_NOT_FOUND` */
export async function findFoldersBelow(
  { pool, workspaceId }: ServiceContext,
  id: string | null,
): Promise<(string | null)[]> {
  const rows = await listFolderRows(pool, workspaceId)
  if (id !== null && !rows.some((row) => row.id === id)) throw folderNotFound()
  const found: (string | null)[] = [id]
  for (const above of found) found.push(...rows.filter((row) => row.parentId === above).map((row) => row.id))
  return found
}

/** @throws ApiError `FOLDER_NOT_FOUND` */
export async function requireFolder(context: ServiceContext, id: string | null): Promise<void> {
  if (id !== null) await findFoldersBelow(context, id)
}

export function folderNotFound(): ApiError {
  return new ApiError('FOLDER_NOT_FOUND', 'There is no such folder; it may have been deleted.')
}

function accept(change: FolderChange, result: { id: string }, name?: string): { id: string } {
  switch (change) {
    case 'ok':
      return result
    case 'missing':
      throw folderNotFound()
    case 'exists': {
      const called = name === undefined ? 'of the same name' : `called “${name}”`
      throw new ApiError('FOLDER_EXISTS', `There is a folder ${called} already: rename one of them.`, { field: 'name' })
    }
    case 'too-deep':
      throw new ApiError('FOLDER_TOO_DEEP', `Folders can be nested ${MAX_FOLDER_DEPTH} deep. Choose one further up.`)
    case 'inside-itself':
      throw new ApiError('FOLDER_INSIDE_ITSELF', 'A folder cannot be moved into itself or into one that it holds.')
    case 'too-many':
      throw new ApiError('TOO_MANY_FOLDERS', `There can be ${MAX_FOLDERS} folders. Delete one that is not used.`)
  }
}
