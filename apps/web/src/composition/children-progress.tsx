import type { NodeRunView } from '@spane/realtime'
import type { ReactElement } from 'react'

/** How far the child executions of a node are, in numbers and as a bar. */
export function ChildrenProgress({ total, ended, failed }: NonNullable<NodeRunView['children']>): ReactElement {
  if (total === 1) return <h3 className="font-medium text-sm">Execution of the workflow</h3>
  const share = (count: number) => `${(100 * count) / total}%`
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-baseline gap-2 text-sm">
        <h3 className="font-medium">Items</h3>
        <span className="text-muted tabular-nums">
          {ended.toLocaleString('en')} of {total.toLocaleString('en')}
        </span>
        {failed > 0 && (
          <span className="ml-auto text-failed text-xs tabular-nums">{failed.toLocaleString('en')} failed</span>
        )}
      </div>
      <div
        role="progressbar"
        aria-label="Items that have ended"
        aria-valuemin={0}
        aria-valuemax={total}
        aria-valuenow={ended}
        className="flex h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <span className="bg-completed" style={{ width: share(ended - failed) }} />
        <span className="bg-failed" style={{ width: share(failed) }} />
      </div>
    </div>
  )
}
