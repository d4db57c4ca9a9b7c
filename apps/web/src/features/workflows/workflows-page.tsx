'use client'

import { Button, buttonVariants, EmptyState, IconButton, Tooltip } from '@spane/ui'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { FolderOpen, FolderPlus, LayoutTemplate, Plus, SearchX, Trash2, Workflow } from 'lucide-react'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useSelection } from '../../bulk/use-selection.ts'
import { TEMPLATES_HREF } from '../../layout/href.ts'
import { ListContent } from '../../layout/list-content.tsx'
import { Page } from '../../layout/page.tsx'
import { TableSkeleton } from '../../layout/table-skeleton.tsx'
import { useTRPC } from '../../trpc/trpc.ts'
import { CreateWorkflowDialog } from './create-workflow-dialog.tsx'
import type { DraggedRows } from './drag-rows.ts'
import { FolderBreadcrumb } from './folder-breadcrumb.tsx'
import { FolderRow } from './folder-row.tsx'
import { TagFilter } from './tag-filter.tsx'
import { TransferTools } from './transfer/transfer-tools.tsx'
import { TrashTable } from './trash-table.tsx'
import { useFolders } from './use-folders.ts'
import { useListCommands } from './use-list-commands.tsx'
import { useWorkflowChanges } from './use-workflow-changes.ts'
import { WorkflowBulkBar } from './workflow-bulk-bar.tsx'
import { type ChosenWorkflow, type ListQuestion, WorkflowDialogs } from './workflow-dialogs.tsx'
import { isFiltered, placeHref, readPlace, toFilter } from './workflow-place.ts'
import { WorkflowSearch } from './workflow-search.tsx'
import { WorkflowsTable, WorkflowsTableHead } from './workflows-table.tsx'

/** Everything that a person has drawn: by folder, tag and word, and what was deleted. */
export function WorkflowsPage(): ReactElement {
  const trpc = useTRPC()
  const place = readPlace(useSearchParams())
  const { folderId, trash, sort, order } = place
  const filtered = isFiltered(place)
  const folders = useFolders()
  const tags = useQuery(trpc.workflows.tags.list.queryOptions()).data?.items ?? []
  const changes = useWorkflowChanges()
  const [creating, setCreating] = useState(false)
  const [question, setQuestion] = useState<ListQuestion>()
  /** Names of those that were chosen out of sight. */
  const [unseen, setUnseen] = useState<readonly ChosenWorkflow[]>([])
  const list = useInfiniteQuery(
    trpc.workflows.list.infiniteQueryOptions(
      { ...toFilter(place), sort, order },
      { getNextPageParam: (page) => page.nextCursor ?? undefined, placeholderData: keepPreviousData },
    ),
  )
  const workflows = list.data?.pages.flatMap((page) => page.items) ?? []
  const selection = useSelection(workflows.map((workflow) => workflow.id))
  const known = new Map<string, ChosenWorkflow>([...unseen, ...workflows].map((each) => [each.id, each]))
  const chosen = selection.ids.map((id) => known.get(id) ?? { id, name: id })
  const shownFolders = trash || filtered ? [] : folders.folders.filter((folder) => folder.parentId === folderId)

  const drop = (rows: DraggedRows, into: string | null) => {
    if ('folderId' in rows) {
      if (rows.folderId !== into) folders.move.mutate({ id: rows.folderId, parentId: into })
      return
    }
    const target = folders.folders.find((folder) => folder.id === into)
    changes.move(
      rows.workflowIds.map((id) => known.get(id) ?? { id, name: id }),
      into,
      `“${target?.name ?? 'All workflows'}”`,
    )
    selection.clear()
  }
  useListCommands({ place, onCreate: () => setCreating(true), onAsk: setQuestion })

  const createButton = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden="true" />
      New workflow
    </Button>
  )
  const templatesLink = (
    <Button asChild>
      <Link href={TEMPLATES_HREF}>
        <LayoutTemplate aria-hidden="true" />
        Templates
      </Link>
    </Button>
  )
  return (
    <Page
      title={trash ? 'Trash' : 'Workflows'}
      aside={
        trash ? (
          <p className="text-muted text-sm">Deleted for good after 30 days</p>
        ) : (
          folderId !== null && <FolderBreadcrumb folders={folders.folders} folderId={folderId} onDropRows={drop} />
        )
      }
      actions={
        <>
          <WorkflowSearch place={place} />
          <TagFilter place={place} tags={tags} />
          {trash ? (
            <Button asChild>
              <Link href="/workflows">
                <Workflow aria-hidden="true" />
                Back to the workflows
              </Link>
            </Button>
          ) : (
            <>
              <IconButton
                label="New folder"
                variant="secondary"
                onClick={() => setQuestion({ about: 'folder', to: 'create', parentId: folderId })}
              >
                <FolderPlus />
              </IconButton>
              <Tooltip content="Trash">
                <Link
                  href={placeHref({ trash: true })}
                  aria-label="Trash"
                  className={buttonVariants({ size: 'icon-md' })}
                >
                  <Trash2 aria-hidden="true" />
                </Link>
              </Tooltip>
              {templatesLink}
              <TransferTools />
              {createButton}
            </>
          )}
        </>
      }
    >
      <ListContent
        name="workflows"
        query={list}
        filled={workflows.length + shownFolders.length > 0}
        skeleton={
          <TableSkeleton
            head={<WorkflowsTableHead place={place} />}
            cells={[
              'w-4',
              'w-48',
              { width: 'ml-auto w-5', className: 'max-xl:hidden' },
              'w-14',
              'w-40',
              { width: 'ml-auto w-12', className: 'max-xl:hidden' },
              'w-20',
              'w-6',
            ]}
          />
        }
        empty={
          <NoWorkflows
            {...{ filtered, trash, inFolder: folderId !== null }}
            createButton={createButton}
            templatesLink={templatesLink}
            allHref={placeHref({ folderId, trash })}
          />
        }
      >
        <WorkflowBulkBar
          {...{ place, selection, chosen, changes }}
          offersAll={list.hasNextPage && selection.ids.length === workflows.length}
          onChooseAll={(all) => {
            setUnseen(all)
            selection.choose(all.map((workflow) => workflow.id))
          }}
          onAsk={setQuestion}
        />
        {trash ? (
          <TrashTable {...{ place, workflows, selection }} onRestore={(workflow) => changes.restore([workflow])} />
        ) : (
          <WorkflowsTable
            {...{ place, workflows, selection }}
            folders={shownFolders.map((folder) => (
              <FolderRow
                key={folder.id}
                folder={folder}
                onDropRows={(rows) => drop(rows, folder.id)}
                onRename={() => setQuestion({ about: 'folder', to: 'rename', folder })}
                onMove={() => setQuestion({ about: 'folder', to: 'move', folder })}
                onDelete={() => setQuestion({ about: 'folder', to: 'delete', folder })}
              />
            ))}
            onAsk={setQuestion}
            onActivate={(workflow, active) => changes.activate([workflow], active)}
          />
        )}
      </ListContent>
      <CreateWorkflowDialog open={creating} onOpenChange={setCreating} folderId={folderId} />
      {question && (
        <WorkflowDialogs
          {...{ question, tags, folders, changes }}
          onClose={() => setQuestion(undefined)}
          onDone={selection.clear}
        />
      )}
    </Page>
  )
}

interface NoWorkflowsProps {
  filtered: boolean
  trash: boolean
  inFolder: boolean
  createButton: ReactNode
  templatesLink: ReactNode
  allHref: string
}

function NoWorkflows(props: NoWorkflowsProps): ReactElement {
  const { filtered, trash, inFolder, createButton, templatesLink, allHref } = props
  if (filtered) {
    return (
      <EmptyState
        icon={SearchX}
        title="No workflow matches"
        action={
          <Button asChild>
            <Link href={allHref}>Show all workflows</Link>
          </Button>
        }
      >
        Every word has to stand in a name, a type of node or a tag.
      </EmptyState>
    )
  }
  if (trash) {
    return (
      <EmptyState icon={Trash2} title="The trash is empty">
        What you delete waits here for 30 days and can be restored.
      </EmptyState>
    )
  }
  if (inFolder) {
    return (
      <EmptyState icon={FolderOpen} title="Nothing is in this folder yet" action={createButton}>
        Drag workflows onto a folder, or choose Move in their menu.
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={Workflow}
      title="Draw your first workflow"
      action={
        <>
          {createButton}
          {templatesLink}
        </>
      }
    >
      Connect nodes on a canvas, run them, and watch every node as it works. What fails for good waits in the dead
      letters until you retry it.
    </EmptyState>
  )
}
