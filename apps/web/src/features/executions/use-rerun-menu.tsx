'use client'

import type { ExecutionDetail } from '@spane/api'
import type { NodeMenuItem } from '@spane/canvas'
import { toast } from '@spane/ui'
import { ArrowRightFromLine, Braces, PencilRuler, SquarePlay } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useState } from 'react'
import { NodeInputDialog } from '../../composition/node-input-dialog.tsx'
import { executionHref } from '../../layout/href.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'

type Part = { fromNodeId: string; toNodeId?: string; version: 'original' | 'latest'; input?: string }

/** What the menu of a node offers on the page of an execution: to run again from there, with what is before it reused. */
export function useRerunMenu(detail: ExecutionDetail): {
  items: (nodeId: string) => readonly NodeMenuItem[]
  dialog: ReactNode
} {
  const client = useTRPCClient()
  const router = useRouter()
  const [asking, setAsking] = useState<{ nodeId: string; reason?: string }>()
  const rerun = async (part: Part) => {
    const { executionId } = await client.executions.rerun.mutate({ id: detail.id, ...part })
    router.push(executionHref(executionId))
  }
  const start = (part: Part) =>
    void rerun(part).catch((error: unknown) => {
      const problem = readProblem(error)
      if (problem.code === 'MISSING_OUTPUT') setAsking({ nodeId: part.fromNodeId, reason: problem.message })
      else toast.error('The execution was not started again', { description: problem.message })
    })
  const nameOf = (nodeId: string) => detail.definition.nodes.find((node) => node.id === nodeId)?.name ?? nodeId
  const items = (nodeId: string): NodeMenuItem[] => [
    {
      id: 'from',
      label: 'Run again from here',
      icon: <ArrowRightFromLine aria-hidden="true" />,
      hint: `version ${detail.versionNumber}`,
      onSelect: () => start({ fromNodeId: nodeId, version: 'original' }),
    },
    {
      id: 'from-latest',
      label: 'Run again from here, as the workflow is now',
      icon: <PencilRuler aria-hidden="true" />,
      onSelect: () => start({ fromNodeId: nodeId, version: 'latest' }),
    },
    {
      id: 'input',
      label: 'Run again from here with another input…',
      icon: <Braces aria-hidden="true" />,
      onSelect: () => setAsking({ nodeId }),
    },
    {
      id: 'alone',
      label: 'Run this node alone',
      icon: <SquarePlay aria-hidden="true" />,
      onSelect: () => start({ fromNodeId: nodeId, toNodeId: nodeId, version: 'original' }),
    },
  ]
  const dialog = asking && (
    <NodeInputDialog
      key={asking.nodeId}
      title={`Run again from “${nameOf(asking.nodeId)}”`}
      nodeId={asking.nodeId}
      reason={asking.reason}
      executionId={detail.id}
      onRun={(input) => rerun({ fromNodeId: asking.nodeId, version: 'original', input })}
      onClose={() => setAsking(undefined)}
    />
  )
  return { items, dialog }
}
