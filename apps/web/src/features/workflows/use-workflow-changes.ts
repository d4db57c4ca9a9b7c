'use client'

import type { WorkflowResults } from '@spane/api'
import { toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { describeResults } from '../../bulk/describe-results.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

const UNDO_MS = 10_000

/** What is changed, and how it is called. */
export interface NamedWorkflow {
  id: string
  name: string
}

/** Changes of one workflow or of many: each says what it did to which, and refreshes the lists. */
export function useWorkflowChanges() {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const onSettled = () => queryClient.invalidateQueries(trpc.workflows.pathFilter())
  const options = (undone: string) => ({ onSettled, onError: tellFailure(`Nothing was ${undone}`) })
  const restore = useMutation(trpc.workflows.restore.mutationOptions(options('restored')))
  const remove = useMutation(trpc.workflows.delete.mutationOptions(options('deleted')))
  const purge = useMutation(trpc.workflows.purge.mutationOptions(options('deleted')))
  const move = useMutation(trpc.workflows.move.mutationOptions(options('moved')))
  const tag = useMutation(trpc.workflows.tag.mutationOptions(options('tagged')))
  const activate = useMutation(trpc.workflows.activate.mutationOptions(options('changed')))
  const idsOf = (workflows: readonly NamedWorkflow[]) => workflows.map((workflow) => workflow.id)

  /** Says how it went; `onDone` gets those that it was done to. */
  const report =
    (workflows: readonly NamedWorkflow[], done: string, undo?: (ids: string[]) => void) =>
    ({ items }: WorkflowResults) => {
      const nameOf = (id: string) => workflows.find((workflow) => workflow.id === id)?.name ?? id
      const { ok, title, description } = describeResults(items, {
        noun: ['workflow', 'workflows'],
        done,
        undone: `not ${done}`,
        nameOf,
      })
      const [only] = workflows
      const changed = items.flatMap((item) => ('problem' in item ? [] : [item.id]))
      const notes = items.flatMap((item) => ('note' in item && item.note ? [`${nameOf(item.id)}: ${item.note}`] : []))
      const action = undo && changed.length > 0 ? { label: 'Undo', onClick: () => undo(changed) } : undefined
      const text = [description, ...notes].filter(Boolean).join('\n')
      const options = { description: text || undefined, ...(action && { action, duration: UNDO_MS }) }
      if (!ok) toast.error(title, options)
      else toast(workflows.length === 1 && only ? `“${only.name}” ${done}` : title, options)
    }

  const restoreAll = (workflows: readonly NamedWorkflow[]) =>
    restore.mutate({ ids: idsOf(workflows) }, { onSuccess: report(workflows, 'restored') })
  return {
    /** The one under way, as far as it holds a dialog open. */
    isPending: remove.isPending || purge.isPending || move.isPending || tag.isPending,
    restore: restoreAll,
    remove: (workflows: readonly NamedWorkflow[], onSettled?: () => void) =>
      remove.mutate(
        { ids: idsOf(workflows) },
        {
          onSettled,
          onSuccess: report(workflows, 'deleted', (ids) => restoreAll(workflows.filter(({ id }) => ids.includes(id)))),
        },
      ),
    purge: (workflows: readonly NamedWorkflow[], onSettled?: () => void) =>
      purge.mutate({ ids: idsOf(workflows) }, { onSettled, onSuccess: report(workflows, 'deleted for good') }),
    move: (workflows: readonly NamedWorkflow[], folderId: string | null, into: string) =>
      move.mutate({ ids: idsOf(workflows), folderId }, { onSuccess: report(workflows, `moved to ${into}`) }),
    tag: (workflows: readonly NamedWorkflow[], change: { add: string[]; remove: string[] }, onSettled?: () => void) =>
      tag.mutate({ ids: idsOf(workflows), ...change }, { onSettled, onSuccess: report(workflows, 'retagged') }),
    activate: (workflows: readonly NamedWorkflow[], active: boolean) =>
      activate.mutate(
        { ids: idsOf(workflows), active },
        { onSuccess: report(workflows, active ? 'activated' : 'paused') },
      ),
  }
}
