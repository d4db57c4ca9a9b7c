'use client'

import type { WorkflowTagSummary } from '@spane/api'
import { Button, Dialog, IconButton, Input } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC } from '../../trpc/trpc.ts'

/** Renames and deletes tags, each by itself. */
export function ManageTagsDialog({
  tags,
  onClose,
}: {
  tags: readonly WorkflowTagSummary[]
  onClose: () => void
}): ReactElement {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Tags"
      description="A change here shows in every workflow that has the tag."
      footer={<Button onClick={onClose}>Close</Button>}
    >
      {tags.length === 0 ? (
        <p className="text-muted text-sm">There are no tags yet. Give a workflow one in its menu.</p>
      ) : (
        <ul className="flex flex-col gap-1.5">
          {tags.map((tag) => (
            <TagLine key={tag.id} tag={tag} />
          ))}
        </ul>
      )}
    </Dialog>
  )
}

function TagLine({ tag }: { tag: WorkflowTagSummary }): ReactElement {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const [name, setName] = useState(tag.name)
  const [asking, setAsking] = useState(false)
  const onSettled = () => queryClient.invalidateQueries(trpc.workflows.pathFilter())
  const rename = useMutation(trpc.workflows.tags.rename.mutationOptions({ onSettled }))
  const remove = useMutation(trpc.workflows.tags.delete.mutationOptions({ onSettled }))
  const error = rename.error ?? remove.error
  const save = () => {
    if (name.trim() === '') setName(tag.name)
    else if (name.trim() !== tag.name) rename.mutate({ id: tag.id, name: name.trim() })
  }
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-center gap-2">
        <Input
          aria-label={`Name of the tag ${tag.name}`}
          aria-invalid={rename.isError || undefined}
          maxLength={50}
          value={name}
          onChange={(event) => setName(event.target.value)}
          onBlur={save}
          onKeyDown={(event) => event.key === 'Enter' && save()}
        />
        <span className="w-24 shrink-0 text-right text-muted text-xs tabular-nums">
          {tag.workflows.toLocaleString('en')} {tag.workflows === 1 ? 'workflow' : 'workflows'}
        </span>
        {asking ? (
          <Button size="sm" variant="danger" loading={remove.isPending} onClick={() => remove.mutate({ id: tag.id })}>
            Delete it everywhere
          </Button>
        ) : (
          <IconButton size="sm" label={`Delete the tag ${tag.name}`} tooltip={false} onClick={() => setAsking(true)}>
            <Trash2 />
          </IconButton>
        )}
      </div>
      {error !== null && (
        <p role="alert" className="text-failed text-xs">
          {readProblem(error).message}
        </p>
      )}
    </li>
  )
}
