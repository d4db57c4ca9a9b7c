import { findTakenWorkflows, insertWorkflowRows } from '@spane/db'
import { validateWorkflow, type Workflow } from '@spane/workflow'
import { findSecretNames, type ImportedWorkflow, readWorkflows } from '@spane/workflow-import'
import type { ImportedItem, ImportReport } from '../../contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { ImportWorkflowsInput } from '../../input/workflow-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { createWorkflowId } from './workflow-id.ts'
import { findWorkflowIds, replaceWorkflowIds } from './workflow-references.ts'

const MAX_NAME_LENGTH = 200

/**
 * Makes workflows of a file: of ours, or of what n8n exports. Each gets an id of its own, and those of the file that run each
 * other still do. What is not perfect is taken and named, because a draft may be unfinished; all are made, or none.
 * @throws ApiError `BAD_INPUT` at `text` when there is nothing in it that can be read
 */
export async function importWorkflows(
  context: ServiceContext,
  { text, dryRun }: ImportWorkflowsInput,
): Promise<ImportReport> {
  const { prisma, workspaceId, types } = context
  const read = readWorkflows(text, types)
  if ('problem' in read) throw new ApiError('BAD_INPUT', read.problem, { field: 'text' })
  const named = await giveNames(context, read.workflows)
  const withIds = named.map((item) => ({ ...item, id: createWorkflowId(item.name) }))
  const newIds = new Map(withIds.map(({ workflow, id }) => [workflow.id, id]))
  const made = withIds.map(({ id, ...item }) => ({
    ...item,
    workflow: { ...replaceWorkflowIds(item.workflow, newIds), id, name: item.name },
  }))
  const called = made.flatMap(({ workflow }) => findWorkflowIds(workflow))
  const there = await findTakenWorkflows(prisma, { workspaceId, ids: called, names: [] })
  for (const id of newIds.values()) there.ids.add(id)
  if (!dryRun) {
    await insertWorkflowRows(
      prisma,
      made.map(({ workflow }) => ({
        workspaceId,
        id: workflow.id,
        name: workflow.name,
        draft: JSON.stringify(workflow),
      })),
    )
  }
  return {
    items: made.map(
      ({ imported, workflow, renamedFrom }): ImportedItem => ({
        id: dryRun ? null : workflow.id,
        name: workflow.name,
        renamedFrom,
        source: imported.source,
        nodeCount: workflow.nodes.length,
        notes: imported.notes,
        problems: validateWorkflow(workflow, types).filter(({ severity }) => severity === 'error'),
        secrets: findSecretNames(workflow),
        missingWorkflows: [...new Set(findWorkflowIds(workflow))].filter((id) => !there.ids.has(id)),
      }),
    ),
  }
}

interface Named {
  imported: ImportedWorkflow
  workflow: Workflow
  name: string
  renamedFrom: string | null
}

/** A name that is taken, here or before in the file, gets a number. */
async function giveNames({ prisma, workspaceId }: ServiceContext, imported: ImportedWorkflow[]): Promise<Named[]> {
  const wanted = imported.map(({ workflow }) => workflow.name)
  const numbered = (name: string, number: number) => {
    const suffix = ` (${number})`
    return [...name].slice(0, MAX_NAME_LENGTH / 2 - suffix.length).join('') + suffix
  }
  const candidates = wanted.flatMap((name) => [
    name,
    ...Array.from({ length: 20 }, (_, index) => numbered(name, index + 2)),
  ])
  const { names } = await findTakenWorkflows(prisma, { workspaceId, ids: [], names: candidates })
  return imported.map((item) => {
    const { workflow } = item
    let name = workflow.name
    for (let number = 2; names.has(name) && number < 10_000; number++) name = numbered(workflow.name, number)
    names.add(name)
    return { imported: item, workflow, name, renamedFrom: name === workflow.name ? null : workflow.name }
  })
}
