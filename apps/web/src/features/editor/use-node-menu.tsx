'use client'

import type { NodeMenuItem } from '@spane/canvas'
import { type NodeDescription, outputPorts } from '@spane/node-sdk'
import type { Workflow } from '@spane/workflow'
import { ArrowRightFromLine, ArrowRightToLine, Braces, Pin, PinOff, SquarePlay } from 'lucide-react'
import { type ReactNode, type RefObject, useState } from 'react'
import { NodeInputDialog } from '../../composition/node-input-dialog.tsx'
import { readProblem } from '../../trpc/read-problem.ts'
import type { Autosave } from './autosave.ts'
import { PinDialog } from './pin-dialog.tsx'
import { usePins } from './use-pins.ts'
import type { Run, TestRun } from './use-run.ts'

type Open = { kind: 'pin'; nodeId: string } | { kind: 'input'; nodeId: string; mode: 'from' | 'alone'; reason?: string }

/** What the menu of a node offers beside editing it: runs of a part of the workflow, and pinned data. */
export function useNodeMenu(options: {
  workflowId: string
  nodeTypes: readonly NodeDescription[]
  workingCopy: RefObject<Workflow>
  run: Run
  autosave: Autosave
}): { items: (nodeId: string) => readonly NodeMenuItem[]; dialog: ReactNode; pinnedNodes: ReadonlySet<string> } {
  const { workflowId, nodeTypes, workingCopy, run, autosave } = options
  const pins = usePins(workflowId)
  const [open, setOpen] = useState<Open>()
  const { detail, view } = run.live
  const executionId = detail?.id
  const source = executionId === undefined ? 'data of the last run' : 'data of the run shown'
  const close = () => setOpen(undefined)
  const nodeOf = (nodeId: string) => workingCopy.current.nodes.find((node) => node.id === nodeId)
  const nameOf = (nodeId: string) => nodeOf(nodeId)?.name ?? nodeId

  const start = (test: TestRun) => run.startTest({ ...test, ...(executionId !== undefined && { executionId }) })
  const startOrAsk = (mode: 'from' | 'alone', nodeId: string) =>
    void start({ mode, nodeId }).catch((error: unknown) =>
      setOpen({ kind: 'input', nodeId, mode, reason: readProblem(error).message }),
    )

  const items = (nodeId: string): NodeMenuItem[] => {
    const hasInput = workingCopy.current.edges.some((edge) => edge.target === nodeId)
    const inside: NodeMenuItem[] = [
      {
        id: 'from',
        label: 'Run from here',
        icon: <ArrowRightFromLine aria-hidden="true" />,
        hint: source,
        onSelect: () => startOrAsk('from', nodeId),
      },
      {
        id: 'alone',
        label: 'Run this node alone',
        icon: <SquarePlay aria-hidden="true" />,
        hint: source,
        onSelect: () => startOrAsk('alone', nodeId),
      },
      {
        id: 'input',
        label: 'Run from here with another input…',
        icon: <Braces aria-hidden="true" />,
        onSelect: () => setOpen({ kind: 'input', nodeId, mode: 'from' }),
      },
    ]
    const pinned = pins.nodeIds.has(nodeId)
    return [
      {
        id: 'to',
        label: 'Run to here',
        icon: <ArrowRightToLine aria-hidden="true" />,
        onSelect: () => void run.startTest({ mode: 'to', nodeId }),
      },
      ...(hasInput ? inside : []),
      {
        id: 'pin',
        label: pinned ? 'Edit pinned data…' : 'Pin data…',
        icon: <Pin aria-hidden="true" />,
        startsGroup: true,
        hotkey: 'p',
        onSelect: () => setOpen({ kind: 'pin', nodeId }),
      },
      ...(pinned
        ? [
            {
              id: 'unpin',
              label: 'Unpin',
              icon: <PinOff aria-hidden="true" />,
              onSelect: () => pins.unpin(nodeId),
            },
          ]
        : []),
    ]
  }

  const portsOf = (nodeId: string) => {
    const node = nodeOf(nodeId)
    const description = nodeTypes.find(({ type }) => type === node?.type)
    return node && description ? outputPorts(description, node.config) : []
  }
  const usedPortOf = (nodeId: string) =>
    detail?.definition.edges.find((edge) => edge.source === nodeId && view?.edges[edge.id] === 'delivered')?.sourcePort

  const ofRun = open && view?.nodes[open.nodeId] ? executionId : undefined
  const dialog =
    open?.kind === 'pin' ? (
      <PinDialog
        key={open.nodeId}
        workflowId={workflowId}
        nodeId={open.nodeId}
        nodeName={nameOf(open.nodeId)}
        ports={portsOf(open.nodeId)}
        usedPort={usedPortOf(open.nodeId)}
        pin={pins.of(open.nodeId)}
        executionId={ofRun}
        save={() => autosave.flush()}
        onClose={close}
      />
    ) : open?.kind === 'input' ? (
      <NodeInputDialog
        key={open.nodeId}
        title={open.mode === 'alone' ? `Run “${nameOf(open.nodeId)}” alone` : `Run from “${nameOf(open.nodeId)}” on`}
        nodeId={open.nodeId}
        reason={open.reason}
        executionId={ofRun}
        onRun={(input) => start({ mode: open.mode, nodeId: open.nodeId, input })}
        onClose={close}
      />
    ) : null
  return { items, dialog, pinnedNodes: pins.nodeIds }
}
