import {
  deleteWorkflowRows,
  listTriggerProblems,
  listWorkflowTriggers,
  moveWorkflowRows,
  purgeWorkflowRows,
  restoreWorkflowRows,
} from '@spane/db'
import { syncTriggers } from '@spane/triggers'
import type { ActivateWorkflowsInput, MoveWorkflowsInput, WorkflowIdsInput } from '../../input/workflow-list-input.ts'
import type { WorkflowResult, WorkflowResults } from '../../workflow-list-contract.ts'
import type { ServiceContext } from '../service-context.ts'
import { forgetMissedTimes, switchTrigger } from '../triggers/set-trigger-active.ts'
import { toTriggerContext } from '../triggers/trigger-context.ts'
import { folderNotFound } from './folders.ts'
import { refuse, toResults } from './workflow-results.ts'

/** Hides workflows. Their executions and dead letters stay, and they can be restored for thirty days. */
export async function deleteWorkflows(
  { pool, workspaceId, draftChanged }: ServiceContext,
  { ids }: WorkflowIdsInput,
): Promise<WorkflowResults> {
  const done = new Set(await deleteWorkflowRows(pool, { workspaceId, ids }))
  for (const id of done) draftChanged(id)
  return toResults(ids, (id) => (done.has(id) ? { id } : undefined))
}

/**
 * Takes deletions back; a workflow that is not deleted stays as it is. A trigger whose address somebody has taken
 * meanwhile starts nothing, which the result says.
 */
export async function restoreWorkflows(context: ServiceContext, { ids }: WorkflowIdsInput): Promise<WorkflowResults> {
  const { pool, workspaceId } = context
  // Before: then no scheduler takes them for due.
  await forgetMissedTimes(context, ids)
  const done = new Set(await restoreWorkflowRows(pool, { workspaceId, ids }))
  for (const id of done) context.draftChanged(id)
  await syncTriggers(toTriggerContext(context))
  const problems = await listTriggerProblems(pool, workspaceId, [...done])
  return toResults(ids, (id) => {
    if (!done.has(id)) return undefined
    const note = problems
      .filter((row) => row.workflowId === id)
      .map((row) => row.problem)
      .join(' ')
    return { id, ...(note && { note }) }
  })
}

/** Deletes what is in the trash for good. Refused while something of it is not over. */
export async function purgeWorkflows(
  { pool, workspaceId }: ServiceContext,
  { ids }: WorkflowIdsInput,
): Promise<WorkflowResults> {
  const { purged, inUse } = await purgeWorkflowRows(pool, { workspaceId, ids })
  const message = 'Executions of it still run, or dead letters of it are open: stop, retry or discard them first.'
  return toResults(ids, (id) => {
    if (inUse.includes(id)) return refuse(id, 'WORKFLOW_IN_USE', message)
    return purged.includes(id) ? { id } : undefined
  })
}

/** Puts workflows into a folder, or into none. */
export async function moveWorkflows(
  { pool, workspaceId }: ServiceContext,
  { ids, folderId }: MoveWorkflowsInput,
): Promise<WorkflowResults> {
  const done = await moveWorkflowRows(pool, { workspaceId, ids, folderId })
  if (!done) throw folderNotFound()
  return toResults(ids, (id) => (done.includes(id) ? { id } : undefined))
}

/** Lets all triggers of workflows start executions, or none. */
export async function activateWorkflows(
  context: ServiceContext,
  { ids, active }: ActivateWorkflowsInput,
): Promise<WorkflowResults> {
  const { pool, workspaceId } = context
  await syncTriggers(toTriggerContext(context))
  const found = await listWorkflowTriggers(pool, workspaceId, ids)
  const results = new Map<string, WorkflowResult>()
  for (const { workflowId: id, triggers } of found) {
    for (const trigger of triggers) await switchTrigger(context, trigger, active)
    const without = 'It has no trigger that could start it. Publish one with a trigger first.'
    results.set(id, triggers.length > 0 ? { id } : refuse(id, 'WORKFLOW_WITHOUT_TRIGGER', without))
  }
  return toResults(ids, (id) => results.get(id))
}
