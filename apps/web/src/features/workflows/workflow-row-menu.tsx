'use client'

import type { WorkflowSummary } from '@spane/api'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  IconButton,
  Kbd,
  toast,
} from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import {
  Copy,
  Ellipsis,
  FileDown,
  FolderInput,
  ListVideo,
  Pause,
  PencilLine,
  PencilRuler,
  Play,
  Tag,
  Trash2,
} from 'lucide-react'
import { useRouter } from 'next/navigation'
import type { ReactElement } from 'react'
import { workflowHref } from '../../layout/href.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { useExport } from './transfer/use-export.ts'
import type { ListQuestion } from './workflow-dialogs.tsx'

export interface WorkflowRowMenuProps {
  workflow: WorkflowSummary
  onAsk: (question: ListQuestion) => void
  onActivate: (active: boolean) => void
}

/** What can be done to one workflow from the list. */
export function WorkflowRowMenu({ workflow, onAsk, onActivate }: WorkflowRowMenuProps): ReactElement {
  const router = useRouter()
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const { exportWorkflows } = useExport()
  const duplicate = useMutation(
    trpc.workflows.duplicate.mutationOptions({
      onSuccess: (draft) => toast.success(`“${draft.workflow.name}” was created`),
      onError: tellFailure('The workflow was not duplicated'),
      onSettled: () => queryClient.invalidateQueries(trpc.workflows.pathFilter()),
    }),
  )
  const ask = (to: 'move' | 'tag' | 'delete') => onAsk({ about: 'workflows', to, workflows: [workflow] })
  const { total, active } = workflow.triggers
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton label={`Actions for ${workflow.name}`} size="sm" tooltip={false}>
          <Ellipsis />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => router.push(workflowHref(workflow.id))}>
          <PencilRuler aria-hidden="true" />
          Open
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => onAsk({ about: 'workflow', to: 'rename', workflow })}>
          <PencilLine aria-hidden="true" />
          Rename…
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => duplicate.mutate({ id: workflow.id })}>
          <Copy aria-hidden="true" />
          Duplicate
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => exportWorkflows([workflow.id])}>
          <FileDown aria-hidden="true" />
          Export
        </DropdownMenuItem>
        <DropdownMenuItem shortcut={<Kbd>M</Kbd>} onSelect={() => ask('move')}>
          <FolderInput aria-hidden="true" />
          Move…
        </DropdownMenuItem>
        <DropdownMenuItem shortcut={<Kbd>T</Kbd>} onSelect={() => ask('tag')}>
          <Tag aria-hidden="true" />
          Tags…
        </DropdownMenuItem>
        {total > 0 && (
          <DropdownMenuItem onSelect={() => onActivate(active === 0)}>
            {active === 0 ? <Play aria-hidden="true" /> : <Pause aria-hidden="true" />}
            {active === 0 ? 'Activate its triggers' : 'Pause its triggers'}
          </DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => router.push(`/executions?workflow=${encodeURIComponent(workflow.id)}`)}>
          <ListVideo aria-hidden="true" />
          Show its executions
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem danger shortcut={<Kbd>Del</Kbd>} onSelect={() => ask('delete')}>
          <Trash2 aria-hidden="true" />
          Delete…
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
