'use client'

import { Badge, Button, buttonVariants, cn, IconButton, Kbd, Tooltip } from '@spane/ui'
import { ExternalLink, Play, TriangleAlert, X } from 'lucide-react'
import Link from 'next/link'
import type { ReactElement } from 'react'
import { ExecutionControls } from '../../execution-controls/execution-controls.tsx'
import { executionHref } from '../../layout/href.ts'
import { useNoWorker } from '../../system/use-system-status.ts'
import { readProblem } from '../../trpc/read-problem.ts'
import { EntryMenu } from './entry-menu.tsx'
import { RunInput } from './run-input.tsx'
import type { Entries } from './use-entries.ts'
import type { Run } from './use-run.ts'

/** Right end of the toolbar: the controls of the run that is shown, and Run. Its state stands on the canvas. */
export function RunBar({ run, entries }: { run: Run; entries: Entries }): ReactElement {
  const noWorker = useNoWorker()
  const { detail, view } = run.live
  return (
    <div className="flex items-center gap-2">
      {noWorker && (
        <Tooltip content="Executions wait in the queue until a worker starts" side="bottom">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard must reach the explanation, too */}
          <span tabIndex={0} className="rounded-sm">
            <Badge tone="retrying">
              <TriangleAlert aria-hidden="true" className="size-3.5" />
              No worker
            </Badge>
          </span>
        </Tooltip>
      )}
      {run.live.error !== null && !detail && (
        <span role="status" className="flex items-center gap-1 text-failed text-xs">
          {readProblem(run.live.error).message}
          <IconButton label="Back to editing" size="sm" side="bottom" onClick={run.close}>
            <X aria-hidden="true" />
          </IconButton>
        </span>
      )}
      {detail && view && (
        <>
          <Tooltip content="Open the page of this execution" side="bottom">
            <Link
              href={executionHref(detail.id)}
              aria-label="Open the page of this execution"
              className={cn(buttonVariants({ variant: 'ghost', size: 'icon-sm' }), '@max-[52rem]/toolbar:hidden')}
            >
              <ExternalLink aria-hidden="true" />
            </Link>
          </Tooltip>
          <ExecutionControls size="sm" executionId={detail.id} status={view.status} />
        </>
      )}
      <div data-run className="flex rounded-md">
        <Tooltip
          side="bottom"
          content={
            <span className="inline-flex items-center gap-1.5">
              Save and run <Kbd>Ctrl</Kbd>
              <Kbd>Enter</Kbd>
            </span>
          }
        >
          <Button variant="primary" size="sm" className="rounded-r-none" loading={run.isStarting} onClick={run.start}>
            {!run.isStarting && <Play aria-hidden="true" />}
            Run
          </Button>
        </Tooltip>
        <EntryMenu {...entries} onRun={run.start} />
        <RunInput run={run} />
      </div>
    </div>
  )
}
