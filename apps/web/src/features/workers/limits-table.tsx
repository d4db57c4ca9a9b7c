'use client'

import type { FlowLimit } from '@spane/api'
import { Badge, Button, Countdown, Table, Td, Th, type Tone, Tr, toast } from '@spane/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactElement } from 'react'
import { formatPeriod } from '../../flow/format-period.ts'
import { tellFailure } from '../../trpc/tell-failure.ts'
import { useTRPC } from '../../trpc/trpc.ts'

const PHASES = {
  closed: { label: 'Closed', tone: 'completed' },
  'half-open': { label: 'Half-open', tone: 'waiting' },
  open: { label: 'Open', tone: 'failed' },
} as const satisfies Record<string, { label: string; tone: Tone }>

/** Rate limits that were used lately, and circuits that have failures. */
export function LimitsTable({ limits }: { limits: readonly FlowLimit[] }): ReactElement {
  return (
    <section aria-label="Limits and circuits">
      <h2 className="mb-2 font-semibold text-base">Limits and circuits</h2>
      {limits.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface px-4 py-3 text-muted text-sm">
          No rate limit was used lately, and every circuit is closed. Both are set in a node’s settings.
        </p>
      ) : (
        <Table aria-label="Rate limits and circuit breakers">
          <thead>
            <tr>
              <Th>For</Th>
              <Th className="w-44">Rule</Th>
              <Th className="w-32">State</Th>
              <Th className="w-44">Next</Th>
              <Th className="w-32">
                <span className="sr-only">Actions</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {limits.map((limit) => (
              <Tr key={limit.id} data-limit={limit.kind}>
                <Td className="max-w-0 truncate">
                  <span className="font-medium" title={limit.name}>
                    {limit.name}
                  </span>
                  {limit.workflowName !== null && <span className="text-muted"> in {limit.workflowName}</span>}
                </Td>
                {limit.kind === 'rate-limit' ? <RateLimitCells limit={limit} /> : <CircuitCells limit={limit} />}
              </Tr>
            ))}
          </tbody>
        </Table>
      )}
    </section>
  )
}

function RateLimitCells({ limit }: { limit: Extract<FlowLimit, { kind: 'rate-limit' }> }): ReactElement {
  const waits = Date.parse(limit.nextAt) > Date.now()
  return (
    <>
      <Td className="text-muted tabular-nums">
        {limit.limit.toLocaleString('en')} in {formatPeriod(limit.perMs)}
      </Td>
      <Td>
        <Badge tone={waits ? 'retrying' : 'completed'}>{waits ? 'Full' : 'Free'}</Badge>
      </Td>
      <Td className="text-muted tabular-nums">
        {waits ? (
          <>
            in <Countdown to={limit.nextAt} />
          </>
        ) : (
          'At once'
        )}
      </Td>
      <Td />
    </>
  )
}

function CircuitCells({ limit }: { limit: Extract<FlowLimit, { kind: 'circuit' }> }): ReactElement {
  const trpc = useTRPC()
  const queryClient = useQueryClient()
  const close = useMutation(
    trpc.system.closeCircuit.mutationOptions({
      onSuccess: () => toast.success(`The circuit for ${limit.name} is closed`),
      onError: tellFailure(`The circuit for ${limit.name} could not be closed`),
      onSettled: () => queryClient.invalidateQueries({ queryKey: trpc.system.workers.queryKey() }),
    }),
  )
  return (
    <>
      <Td className="text-muted tabular-nums">
        {limit.failures.toLocaleString('en')} {limit.failures === 1 ? 'failure' : 'failures'} in a row
      </Td>
      <Td>
        <Badge tone={PHASES[limit.phase].tone}>{PHASES[limit.phase].label}</Badge>
      </Td>
      <Td className="text-muted tabular-nums">
        {limit.openUntil ? (
          <>
            One tries in <Countdown to={limit.openUntil} />
          </>
        ) : limit.phase === 'half-open' ? (
          'One tries now'
        ) : (
          'At once'
        )}
      </Td>
      <Td className="text-right">
        <Button
          size="sm"
          loading={close.isPending}
          aria-label={`Close the circuit for ${limit.name}`}
          onClick={() => close.mutate({ id: limit.id })}
        >
          {limit.phase === 'closed' ? 'Forget' : 'Close'}
        </Button>
      </Td>
    </>
  )
}
