'use client'

import type { TestCalls as TestCallsState } from '@spane/api'
import { Countdown, Switch } from '@spane/ui'
import { type ReactElement, useId } from 'react'
import { Address } from './address.tsx'

/** Whether the draft answers test calls, and the switch for it. */
export interface TestCallsControl extends Pick<TestCallsState, 'addresses' | 'calls'> {
  /** Milliseconds since 1970; null while it does not listen. */
  until: number | null
  isSwitching: boolean
  listen: (on: boolean) => void
}

/** Lets a call of a webhook run what is on the canvas, without publishing it. */
export function TestCalls({ control }: { control: TestCallsControl }): ReactElement {
  const { until, addresses, calls, isSwitching, listen } = control
  const labelId = useId()
  const hintId = useId()
  return (
    <section aria-label="Test calls" className="rounded-md border border-line bg-sunken p-3">
      <div className="flex items-center gap-2">
        <h3 id={labelId} className="flex-1 font-medium text-sm">
          Listen for a test call
        </h3>
        {until !== null && (
          <span className="text-muted text-xs">
            for <Countdown to={until} />
          </span>
        )}
        <Switch
          aria-labelledby={labelId}
          aria-describedby={hintId}
          checked={until !== null}
          disabled={isSwitching}
          onCheckedChange={listen}
        />
      </div>
      <p id={hintId} className="mt-1 text-muted text-sm">
        For two minutes, a call of the test address runs what is on the canvas and shows it here. The other address runs
        the published version only.
      </p>
      {until !== null &&
        (addresses.length === 0 ? (
          <p className="mt-2 text-sm">There is no webhook on the canvas: add a Webhook node with a path.</p>
        ) : (
          addresses.map(({ nodeId, method, path }) => <Address key={nodeId} method={method} path={path} />)
        ))}
      <p role="status" className="mt-1 text-muted text-xs">
        {calls > 0 && `${calls} ${calls === 1 ? 'call' : 'calls'} received.`}
      </p>
    </section>
  )
}
