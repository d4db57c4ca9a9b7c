'use client'

import type { PaletteGroup } from '@spane/ui'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Activity, Folder, Tag } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { executionHref, folderHref, tagHref } from '../../layout/href.ts'
import { useTRPC } from '../../trpc/trpc.ts'
import { findExecutions, looksLikeExecutionId } from './find-executions.ts'

/** Folders and tags, to be searched, and the executions that the search names by their id. */
export function usePlaceCommands(
  query: string,
  enabled: boolean,
): { places: PaletteGroup[]; executions: PaletteGroup } {
  const trpc = useTRPC()
  const router = useRouter()
  const folders = useQuery({ ...trpc.workflows.folders.list.queryOptions(), enabled }).data?.items ?? []
  const tags = useQuery({ ...trpc.workflows.tags.list.queryOptions(), enabled }).data?.items ?? []
  const newest = useQuery({
    ...trpc.executions.list.queryOptions({ limit: 100, children: true }),
    enabled: enabled && looksLikeExecutionId(query),
    placeholderData: keepPreviousData,
  })
  const goTo = (href: string) => () => router.push(href)
  return {
    places: [
      {
        heading: 'Folders',
        commands: folders.map(({ id, name }) => ({ id, title: name, icon: <Folder />, run: goTo(folderHref(id)) })),
      },
      {
        heading: 'Tags',
        commands: tags.map(({ id, name }) => ({ id, title: name, icon: <Tag />, run: goTo(tagHref(id)) })),
      },
    ],
    executions: {
      heading: 'Executions',
      commands: findExecutions(newest.data?.items ?? [], query).map(({ id, workflowName }) => ({
        id,
        title: workflowName ?? 'Execution',
        detail: `…${id.slice(-12)}`,
        icon: <Activity />,
        run: goTo(executionHref(id)),
      })),
    },
  }
}
