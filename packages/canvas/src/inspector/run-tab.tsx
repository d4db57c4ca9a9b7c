'use client'

import { Countdown, Duration, EmptyState, ErrorState, JsonView, jsonPath, Skeleton, StatusBadge } from '@spane/ui'
import { CircleDashed, Unplug } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import type { EditorSlots, RunOverlay, WorkflowEditorProps } from '../editor-props.ts'
import { type DisplayStatus, displayStatus, statusText } from '../run/display-status.ts'
import { troubleText, workerTrouble } from '../run/worker-trouble.ts'
import { WhyPanel } from '../why/why-panel.tsx'
import { AttemptList } from './attempt-list.tsx'
import { useNodeRun } from './use-node-run.ts'

interface RunTabProps {
  nodeId: string
  run: RunOverlay
  loadNodeRun?: WorkflowEditorProps['loadNodeRun']
  loadDecision?: WorkflowEditorProps['loadDecision']
  actions?: EditorSlots['nodeRunActions']
  notes?: EditorSlots['nodeRunNotes']
}

/** A node in the run that is shown: its state, what went in, what came out, and every attempt. */
export function RunTab({ nodeId, run, loadNodeRun, loadDecision, actions, notes }: RunTabProps): ReactElement {
  const node = run.view.nodes[nodeId]
  const status = displayStatus(run.view, nodeId)
  const trouble = workerTrouble(node, run.silentNodes?.[nodeId])
  return (
    <div className="flex flex-col gap-3 p-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <StatusBadge status={status}>{statusText(status, node)}</StatusBadge>
        <span className="text-muted text-xs">
          {(status === 'retrying' || status === 'waiting') && node?.until ? (
            <>
              in <Countdown to={node.until} />
            </>
          ) : status === 'running' ? (
            <Duration since={node?.startedAt} />
          ) : (
            node?.durationMs !== undefined && <Duration ms={node.durationMs} />
          )}
        </span>
        <span className="ml-auto text-faint text-xs">{run.versionLabel}</span>
      </div>
      {trouble && (
        <p
          data-tone="retrying"
          className="flex items-start gap-1.5 rounded-sm bg-tone-soft px-2 py-1.5 text-tone text-xs"
        >
          <Unplug aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          <span>
            {troubleText(trouble)}
            {trouble.kind === 'silent' && (
              <>
                {' '}
                Silent for <Duration since={trouble.since} />.
              </>
            )}
          </span>
        </p>
      )}
      {notes?.(nodeId)}
      <WhyPanel nodeId={nodeId} loadDecision={loadDecision} />
      {node && actions?.(nodeId, node)}
      {!node ? (
        <EmptyState icon={CircleDashed} title={status === 'not-reached' ? 'Not reached' : 'Not started yet'}>
          {status === 'not-reached'
            ? 'The execution ended before it was this node’s turn.'
            : 'Its input and output appear here once it runs.'}
        </EmptyState>
      ) : (
        loadNodeRun && (
          <NodeRun
            key={`${run.executionId}:${nodeId}`}
            nodeId={nodeId}
            status={status}
            load={loadNodeRun}
            version={[run.executionId, node.status, node.attempt, node.lostStarts, node.startedAt, node.endedAt].join()}
          />
        )
      )}
    </div>
  )
}

/** Why there is no output, of a node that will not give one any more. */
const NO_OUTPUT: Partial<Record<DisplayStatus, string>> = {
  skipped: 'None: this node was skipped',
  failed: 'None: this node failed',
  cancelled: 'None: this node was cancelled',
  'not-reached': 'None: the execution ended before',
}

function NodeRun({
  nodeId,
  status,
  load,
  version,
}: {
  nodeId: string
  status: DisplayStatus
  load: NonNullable<WorkflowEditorProps['loadNodeRun']>
  /** Changes whenever there may be something new to load. */
  version: string
}): ReactElement {
  const { state, reload, loadWhole } = useNodeRun(load, nodeId, version)
  if (state.kind === 'loading') {
    return (
      <div role="status" aria-label="Loading" className="flex flex-col gap-3">
        <Skeleton className="h-24" />
        <Skeleton className="h-32" />
      </div>
    )
  }
  if (state.kind === 'error') return <ErrorState message={state.message} onRetry={reload} className="py-6" />
  const { detail, isStale } = state
  const whole = { onLoadAll: loadWhole, isLoading: isStale }
  return (
    <div aria-busy={isStale} className="flex flex-col gap-3">
      {detail.output ? (
        <JsonView label="Output" root={`${jsonPath([nodeId], 'nodes')}.output`} {...detail.output} {...whole} />
      ) : (
        <Nothing label="Output">{NO_OUTPUT[status] ?? 'None yet'}</Nothing>
      )}
      {detail.input ? (
        <JsonView label="Input" root="input" {...detail.input} {...whole} />
      ) : (
        <Nothing label="Input">None</Nothing>
      )}
      <AttemptList attempts={detail.attempts} />
    </div>
  )
}

function Nothing({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <p className="flex h-8 items-center gap-2 rounded-md border border-line border-dashed px-2 text-xs">
      <span className="font-medium text-muted">{label}</span>
      <span className="text-faint">{children}</span>
    </p>
  )
}
