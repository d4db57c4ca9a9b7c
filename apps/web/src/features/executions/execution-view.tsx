'use client'

import type { ExecutionDetail } from '@spane/api'
import { WorkflowEditor } from '@spane/canvas'
import type { NodeDescription } from '@spane/node-sdk'
import { isTerminalStatus, type ExecutionView as View } from '@spane/realtime'
import type { WatchRefusal } from '@spane/realtime/client'
import { Badge, Button, buttonVariants, RelativeTime } from '@spane/ui'
import { ArrowLeft, PencilRuler } from 'lucide-react'
import Link from 'next/link'
import { type ReactElement, useMemo } from 'react'
import { ExecutionControls } from '../../execution-controls/execution-controls.tsx'
import { workflowHref } from '../../layout/href.ts'
import { useLoadNodeRun } from '../../live/use-load-node-run.ts'
import { DeadLetterNote } from '../../retry/dead-letter-note.tsx'
import { FailureBanner } from '../../retry/failure-banner.tsx'
import { useNoWorker } from '../../system/use-system-status.ts'

export interface ExecutionViewProps {
  detail: ExecutionDetail
  view: View
  nodeTypes: readonly NodeDescription[]
  refusal: WatchRefusal | undefined
}

/** Canvas, inspector and controls of an execution that is loaded. */
export function ExecutionView({ detail, view, nodeTypes, refusal }: ExecutionViewProps): ReactElement {
  const noWorker = useNoWorker()
  const loadNodeRun = useLoadNodeRun(detail.id)
  const notice = refusal
    ? `This does not follow live: ${refusal.message}`
    : noWorker && !isTerminalStatus(view.status)
      ? 'No worker is running: this execution waits until one starts.'
      : undefined
  const run = useMemo(
    () => ({ executionId: detail.id, view, versionLabel: `Version ${detail.versionNumber}`, notice }),
    [detail, view, notice],
  )
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <WorkflowEditor
        readOnly
        className="min-h-0 flex-1"
        workflow={detail.definition}
        nodeTypes={nodeTypes}
        run={run}
        loadNodeRun={loadNodeRun}
        slots={{
          toolbarStart: <ExecutionTitle detail={detail} view={view} />,
          toolbarEnd: (
            <div className="flex items-center gap-2">
              <ExecutionControls size="sm" executionId={detail.id} status={view.status} />
              <Button asChild size="sm">
                <Link href={workflowHref(detail.workflowId)}>
                  <PencilRuler aria-hidden="true" />
                  Open the workflow
                </Link>
              </Button>
            </div>
          ),
          banner: <FailureBanner view={view} definition={detail.definition} />,
          nodeRunActions: (_nodeId, node) =>
            node.deadLetterId && node.status !== 'completed' ? (
              <DeadLetterNote deadLetterId={node.deadLetterId} />
            ) : null,
        }}
      />
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
      <h1 className="truncate font-semibold text-base">{detail.workflowName}</h1>
      <Badge>Version {detail.versionNumber}</Badge>
      <RelativeTime at={view.startedAt ?? detail.createdAt} className="text-muted text-xs" />
    </div>
  )
}
