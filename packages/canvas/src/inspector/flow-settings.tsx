'use client'

import { Field, Input } from '@spane/ui'
import type { CircuitBreaker, NodeSettings, RateLimit } from '@spane/workflow'
import type { ReactElement } from 'react'
import { NumberControl } from './number-control.tsx'

const DEFAULT_PER_MS = 60_000
const DEFAULT_COOLDOWN_MS = 30_000
const LONGEST_S = 31_536_000
const LONGEST_COOLDOWN_S = 86_400

export interface FlowSettingsProps {
  settings: NodeSettings
  onChange: (patch: Partial<NodeSettings>) => void
}

/** How often a node may start, and when it stops calling what fails. Both are off while they are empty. */
export function FlowSettings({ settings, onChange }: FlowSettingsProps): ReactElement {
  return (
    <>
      <RateLimitFields rateLimit={settings.rateLimit} onChange={(rateLimit) => onChange({ rateLimit })} />
      <BreakerFields breaker={settings.circuitBreaker} onChange={(circuitBreaker) => onChange({ circuitBreaker })} />
    </>
  )
}

function RateLimitFields({
  rateLimit,
  onChange,
}: {
  rateLimit: RateLimit | undefined
  onChange: (rateLimit: RateLimit | undefined) => void
}): ReactElement {
  const setLimit = (typed: number | undefined) => {
    const limit = whole(typed, 1_000_000)
    onChange(limit === undefined ? undefined : { per: DEFAULT_PER_MS, ...rateLimit, limit })
  }
  return (
    <>
      <div className="grid grid-cols-2 gap-2">
        <Field label="Rate limit (starts)" hint={rateLimit ? undefined : 'No limit when empty.'}>
          <NumberControl
            value={rateLimit?.limit}
            min={1}
            max={1_000_000}
            step={1}
            placeholder="None"
            onChange={setLimit}
          />
        </Field>
        {rateLimit && (
          <Field label="Within (seconds)">
            <NumberControl
              value={rateLimit.per / 1_000}
              min={0.001}
              max={LONGEST_S}
              onChange={(seconds) => onChange({ ...rateLimit, per: toMs(seconds, LONGEST_S) ?? DEFAULT_PER_MS })}
            />
          </Field>
        )}
      </div>
      {rateLimit && (
        <Field
          label="Limit each value of"
          hint="Optional, over the node’s input: every value has a limit of its own. Nodes wait for their turn without using an attempt or a worker."
        >
          <Input
            value={rateLimit.key ?? ''}
            spellCheck={false}
            maxLength={2_000}
            placeholder="{{ input.customer }}"
            className="font-mono text-xs"
            onChange={({ target: { value } }) => {
              const { key: _, ...rest } = rateLimit
              onChange(value === '' ? rest : { ...rest, key: value })
            }}
          />
        </Field>
      )}
    </>
  )
}

function BreakerFields({
  breaker,
  onChange,
}: {
  breaker: CircuitBreaker | undefined
  onChange: (breaker: CircuitBreaker | undefined) => void
}): ReactElement {
  const setFailures = (typed: number | undefined) => {
    const failures = whole(typed, 1_000)
    onChange(failures === undefined ? undefined : { cooldown: DEFAULT_COOLDOWN_MS, ...breaker, failures })
  }
  return (
    <div className="grid grid-cols-2 gap-2">
      <Field
        label="Open circuit after"
        hint={
          breaker ? 'Failures in a row, for all nodes that call the same host.' : 'Failures in a row. Off when empty.'
        }
      >
        <NumberControl
          value={breaker?.failures}
          min={1}
          max={1_000}
          step={1}
          placeholder="Never"
          onChange={setFailures}
        />
      </Field>
      {breaker && (
        <Field label="For (seconds)" hint="Then one start tries.">
          <NumberControl
            value={breaker.cooldown / 1_000}
            min={0.001}
            max={LONGEST_COOLDOWN_S}
            onChange={(seconds) =>
              onChange({ ...breaker, cooldown: toMs(seconds, LONGEST_COOLDOWN_S) ?? DEFAULT_COOLDOWN_MS })
            }
          />
        </Field>
      )}
    </div>
  )
}

function whole(value: number | undefined, max: number): number | undefined {
  return value === undefined ? undefined : Math.min(max, Math.max(1, Math.round(value)))
}

function toMs(seconds: number | undefined, max: number): number | undefined {
  return seconds === undefined ? undefined : Math.max(1, Math.round(Math.min(max, seconds) * 1_000))
}
