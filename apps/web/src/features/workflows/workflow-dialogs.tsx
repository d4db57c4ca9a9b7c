'use client'

import type { WorkflowFolder, WorkflowTag } from '@spane/api'
import { AlertDialog, toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { useTRPC } from '../../trpc/trpc.ts'
import { MoveDialog } from './move-dialog.tsx'
import { NameDialog } from './name-dialog.tsx'
import { TagsDialog } from './tags-dialog.tsx'
import type { useFolders } from './use-folders.ts'
import type { NamedWorkflow, useWorkflowChanges } from './use-workflow-changes.ts'

/** A workflow of the list, or one that was chosen out of sight, whose tags are not known. */
export interface ChosenWorkflow extends NamedWorkflow {
  tags?: readonly WorkflowTag[]
}

/** What the list asks about before it does it. */
export type ListQuestion =
  | { about: 'workflows'; to: 'move' | 'tag' | 'delete' | 'purge'; workflows: readonly ChosenWorkflow[] }
  | { about: 'workflow'; to: 'rename'; workflow: NamedWorkflow }
  | { about: 'folder'; to: 'rename' | 'move' | 'delete'; folder: WorkflowFolder }
  | { about: 'folder'; to: 'create'; parentId: string | null }

export interface WorkflowDialogsProps {
  question: ListQuestion
  tags: readonly WorkflowTag[]
  folders: ReturnType<typeof useFolders>
  changes: ReturnType<typeof useWorkflowChanges>
  onClose: () => void
  /** After a change of many: nothing is chosen any more. */
  onDone: () => void
}

export function WorkflowDialogs(props: WorkflowDialogsProps): ReactElement {
  const { question } = props
  if (question.about === 'workflows') return <WorkflowsQuestion {...props} question={question} />
  if (question.about === 'workflow') return <RenameWorkflow workflow={question.workflow} onClose={props.onClose} />
  return <FolderQuestion {...props} question={question} />
}

/** `“Nightly import”`, or `3 workflows`. */
export function nameMany(workflows: readonly NamedWorkflow[]): string {
  const [only] = workflows
  return workflows.length === 1 && only ? `“${only.name}”` : `${workflows.length.toLocaleString('en')} workflows`
}

function WorkflowsQuestion({
  question: { to, workflows },
  tags,
  folders: { folders },
  changes,
  onClose,
  onDone,
}: WorkflowDialogsProps & { question: Extract<ListQuestion, { about: 'workflows' }> }): ReactElement {
  const what = nameMany(workflows)
  const done = () => {
    onClose()
    onDone()
  }
  switch (to) {
    case 'move':
      return (
        <MoveDialog
          open
          onOpenChange={(open) => !open && onClose()}
          folders={folders}
          what={what}
          onMove={({ id, path }) => {
            changes.move(workflows, id, `“${path}”`)
            onDone()
          }}
        />
      )
    case 'tag':
      return (
        <TagsDialog
          what={what}
          workflows={workflows.map((workflow) => ({ tags: workflow.tags ?? [] }))}
          tags={tags}
          pending={changes.isPending}
          onClose={onClose}
          onSave={(change) => changes.tag(workflows, change, done)}
        />
      )
    case 'delete':
      return (
        <AlertDialog
          open
          onOpenChange={(open) => !open && onClose()}
          title={`Delete ${what}?`}
          description="The triggers stop. Executions stay, and you can undo this right afterwards, or for 30 days from the trash."
          confirmLabel="Delete"
          danger
          pending={changes.isPending}
          onConfirm={() => changes.remove(workflows, done)}
        />
      )
    case 'purge':
      return (
        <AlertDialog
          open
          onOpenChange={(open) => !open && onClose()}
          title={`Delete ${what} for good?`}
          description="Versions, executions and their data go, too. This cannot be undone."
          confirmLabel="Delete for good"
          danger
          pending={changes.isPending}
          onConfirm={() => changes.purge(workflows, done)}
        />
      )
  }
}

function RenameWorkflow({ workflow, onClose }: { workflow: NamedWorkflow; onClose: () => void }): ReactElement {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const rename = useMutation(
    trpc.workflows.rename.mutationOptions({
      onSuccess: onClose,
      onSettled: () => queryClient.invalidateQueries(trpc.workflows.pathFilter()),
    }),
  )
  return (
    <NameDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Rename workflow"
      confirmLabel="Rename"
      initialName={workflow.name}
      pending={rename.isPending}
      error={rename.error}
      onConfirm={(name) => rename.mutate({ id: workflow.id, name })}
    />
  )
}

function FolderQuestion({
  question,
  folders: { folders, create, rename, move, remove },
  onClose,
}: WorkflowDialogsProps & { question: Extract<ListQuestion, { about: 'folder' }> }): ReactElement {
  const onOpenChange = (open: boolean) => {
    if (open) return
    create.reset()
    rename.reset()
    onClose()
  }
  const names = { open: true, onOpenChange, noun: 'folder', placeholder: 'e.g. Invoices', maxLength: 100 } as const
  if (question.to === 'create') {
    return (
      <NameDialog
        {...names}
        title="New folder"
        confirmLabel="Create"
        pending={create.isPending}
        error={create.error}
        onConfirm={(name) =>
          create.mutate({ name, parentId: question.parentId }, { onSuccess: () => onOpenChange(false) })
        }
      />
    )
  }
  const { folder } = question
  if (question.to === 'rename') {
    return (
      <NameDialog
        {...names}
        title="Rename folder"
        confirmLabel="Rename"
        initialName={folder.name}
        pending={rename.isPending}
        error={rename.error}
        onConfirm={(name) => rename.mutate({ id: folder.id, name }, { onSuccess: () => onOpenChange(false) })}
      />
    )
  }
  if (question.to === 'move') {
    return (
      <MoveDialog
        open
        onOpenChange={onOpenChange}
        folders={folders}
        what={`“${folder.name}”`}
        movedFolderId={folder.id}
        onMove={({ id, path }) =>
          move.mutate(
            { id: folder.id, parentId: id },
            { onSuccess: () => toast(`“${folder.name}” moved to “${path}”`) },
          )
        }
      />
    )
  }
  return (
    <AlertDialog
      open
      onOpenChange={onOpenChange}
      title={`Delete the folder “${folder.name}”?`}
      description="No workflow is deleted: what is in it moves to the folder above."
      confirmLabel="Delete the folder"
      danger
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ id: folder.id }, { onSettled: onClose })}
    />
  )
}
