'use client'

import type { ExecutionDetail } from '@spane/api'
import { WorkflowEditor } from '@spane/canvas'
import type { NodeDescription } from '@spane/node-sdk'
import { isTerminalStatus, type ExecutionView as View } from '@spane/realtime'
import type { WatchRefusal } from '@spane/realtime/client'
import { Badge, Button, buttonVariants, RelativeTime, Tooltip } from '@spane/ui'
import { ArrowLeft, CornerLeftUp, PencilRuler, ScrollText } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useMemo, useState } from 'react'
import { NodeRunActions } from '../../composition/node-run-actions.tsx'
import { ExecutionControls } from '../../execution-controls/execution-controls.tsx'
import { flowNotice } from '../../flow/describe-flow.ts'
import { executionHref, workflowHref } from '../../layout/href.ts'
import { useLoadDecision } from '../../live/use-load-decision.ts'
import { useLoadNodeRun } from '../../live/use-load-node-run.ts'
import { useSilentNodes } from '../../live/use-silent-nodes.ts'
import { LogView } from '../../logs/log-view.tsx'
import { FailedNodeTools } from '../../retry/failed-node-tools.tsx'
import { FailureBanner } from '../../retry/failure-banner.tsx'
import { useRetryMenu } from '../../retry/use-retry-menu.tsx'
import { useNoWorker } from '../../system/use-system-status.ts'
import { useTimeTravel } from '../../timeline/use-time-travel.tsx'
import { CompareMenu } from './compare-menu.tsx'
import { DraftDifference } from './draft-difference.tsx'
import { ExecutionLogPanel } from './execution-log-panel.tsx'
import { ExecutionOrigin } from './execution-origin.tsx'
import { RerunMenu } from './rerun-menu.tsx'
import { useRerunMenu } from './use-rerun-menu.tsx'

export interface ExecutionViewProps {
  detail: ExecutionDetail
  view: View
  nodeTypes: readonly NodeDescription[]
  refusal: WatchRefusal | undefined
  /** The node to show at first. */
  nodeId: string | undefined
}

/** Canvas, inspector and controls of an execution that is loaded. */
export function ExecutionView({ detail, view: live, nodeTypes, refusal, nodeId }: ExecutionViewProps): ReactElement {
  const noWorker = useNoWorker()
  const [showsLog, setShowsLog] = useState(false)
  const travel = useTimeTravel({ detail, live, loadNodeRun: useLoadNodeRun(detail.id), initiallyOpen: true })
  const loadDecision = useLoadDecision(detail.id)
  const { at } = travel
  const view = travel.view ?? live
  const silentNodes = useSilentNodes(detail.id, live)
  const notice = refusal
    ? `This does not follow live: ${refusal.message}`
    : noWorker && !isTerminalStatus(live.status)
      ? 'No worker is running: this execution waits until one starts.'
      : flowNotice(live)
  const run = useMemo(
    () => ({
      executionId: detail.id,
      view,
      at,
      versionLabel: `Version ${detail.versionNumber}`,
      notice,
      silentNodes: at === undefined ? silentNodes : undefined,
      noWorker,
    }),
    [detail, view, at, notice, silentNodes, noWorker],
  )
  const menu = useRerunMenu(detail)
  const retry = useRetryMenu(live)
  const nameOf = (id: string) => detail.definition.nodes.find((node) => node.id === id)?.name ?? id
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <WorkflowEditor
        readOnly
        className="min-h-0 flex-1"
        workflow={detail.definition}
        nodeTypes={nodeTypes}
        run={run}
        loadDecision={loadDecision}
        loadNodeRun={travel.loadNodeRun}
        initialNodeId={nodeId}
        slots={{
          nodeMenu: (id) => [...retry.items(id), ...menu.items(id)],
          failedNode: (id, node) =>
            node.deadLetterId && (
              <FailedNodeTools nodeName={nameOf(id)} node={node} deadLetterId={node.deadLetterId} menu={retry} />
            ),
          toolbarStart: <ExecutionTitle detail={detail} view={live} />,
          toolbarEnd: (
            <div className="flex items-center gap-2">
              <ExecutionControls size="sm" executionId={detail.id} status={live.status} />
              <RerunMenu detail={detail} />
              <CompareMenu detail={detail} />
              <Tooltip content="What all of its nodes logged" side="bottom">
                <Button size="sm" aria-pressed={showsLog} onClick={() => setShowsLog(!showsLog)}>
                  <ScrollText aria-hidden="true" />
                  <span className="@max-[64rem]/toolbar:sr-only">Log</span>
                </Button>
              </Tooltip>
              <Tooltip content="Open the workflow in the editor" side="bottom">
                <Button asChild size="sm">
                  <Link href={workflowHref(detail.workflowId)}>
                    <PencilRuler aria-hidden="true" />
                    <span className="@max-[64rem]/toolbar:sr-only">Open the workflow</span>
                  </Link>
                </Button>
              </Tooltip>
            </div>
          ),
          banner: <FailureBanner view={live} definition={detail.definition} />,
          below: travel.timeline,
          // What can be done is done now, and not then.
          nodeRunActions: (nodeId, node) =>
            at === undefined && (
              <NodeRunActions executionId={detail.id} nodeId={nodeId} node={node} definition={detail.definition} />
            ),
          nodeLogs: (nodeId) => (
            <LogView
              key={nodeId}
              executionId={detail.id}
              nodeId={nodeId}
              isLive={!isTerminalStatus(live.status)}
              until={at}
            />
          ),
        }}
      />
      {showsLog && (
        <ExecutionLogPanel
          executionId={detail.id}
          definition={detail.definition}
          isLive={!isTerminalStatus(live.status)}
          until={at}
          onClose={() => setShowsLog(false)}
        />
      )}
      {menu.dialog}
      {retry.dialog}
    </main>
  )
}

function ExecutionTitle({ detail, view }: { detail: ExecutionDetail; view: View }): ReactElement {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <Link
        href="/executions"
        aria-label="Back to the executions"
        className={buttonVariants({ variant: 'ghost', size: 'icon-sm' })}
      >
        <ArrowLeft aria-hidden="true" />
      </Link>
      <h1 className="min-w-16 truncate font-semibold text-base">{detail.workflowName}</h1>
      <Badge>Version {detail.versionNumber}</Badge>
      <DraftDifference detail={detail} />
      {detail.priority > 0 && <Badge>Priority {detail.priority}</Badge>}
      {detail.parent && (
        <Link
          href={executionHref(detail.parent.executionId, detail.parent.nodeId)}
          className={buttonVariants({ variant: 'ghost', size: 'sm' })}
        >
          <CornerLeftUp aria-hidden="true" />
          Open the parent
        </Link>
      )}
      <span className="flex shrink-0 items-center gap-1">
        <RelativeTime at={view.startedAt ?? detail.createdAt} className="text-muted text-xs" />
        <ExecutionOrigin detail={detail} />
      </span>
    </div>
  )
}
