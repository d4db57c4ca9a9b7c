'use client'

import type { TriggerSummary } from '@spane/api'
import { Button, RelativeTime, Switch } from '@spane/ui'
import { ChevronDown, ChevronRight, Clock, Flag, TriangleAlert, Webhook, Zap } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import { Address } from './address.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { describeEnds } from './describe-ends.ts'
import { useSetTriggerActive } from './use-triggers.ts'

const ICONS = { cron: Clock, webhook: Webhook, event: Zap, execution: Flag } as const

/** One trigger: whether it is active, when or where it starts executions, and what came of it. */
export function TriggerCard({ trigger, name }: { trigger: TriggerSummary; name: string }): ReactElement {
  const { id, kind, active, problem, schedule, webhook, event, ends } = trigger
  const setActive = useSetTriggerActive()
  const [open, setOpen] = useState(false)
  const headingId = useId()
  const Icon = ICONS[kind]
  const shownActive = setActive.isPending ? setActive.variables.active : active
  return (
    <section aria-labelledby={headingId} className="rounded-md border border-line p-3">
      <div className="flex items-center gap-2">
        <Icon aria-hidden="true" className="size-4 text-muted" />
        <h3 id={headingId} className="min-w-0 flex-1 truncate font-medium text-sm">
          {name}
        </h3>
        <span className="text-muted text-xs">{shownActive ? 'Active' : 'Paused'}</span>
        <Switch
          aria-label={`${name} is active`}
          checked={shownActive}
          onCheckedChange={(next) => setActive.mutate({ id, active: next })}
        />
      </div>
      {problem && (
        <p className="mt-2 flex items-center gap-1.5 text-failed text-sm">
          <TriangleAlert aria-hidden="true" className="size-4 shrink-0" />
          {problem}
        </p>
      )}
      {schedule && <ScheduleTimes schedule={schedule} nextTimes={trigger.nextTimes} />}
      {webhook && <WebhookAddress webhook={webhook} />}
      {event !== null && <Address method="POST" path={`/api/events/${event}`} />}
      {ends && <p className="mt-2 text-sm">{describeEnds(ends)}</p>}
      <Button
        size="sm"
        variant="ghost"
        className="mt-2 -ml-2"
        aria-expanded={open}
        onClick={() => setOpen((shown) => !shown)}
      >
        {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
        Last deliveries
      </Button>
      {open && <DeliveryList triggerId={id} />}
    </section>
  )
}

function ScheduleTimes({
  schedule,
  nextTimes,
}: {
  schedule: NonNullable<TriggerSummary['schedule']>
  nextTimes: readonly string[]
}): ReactElement {
  // As the schedule means them: in its own time zone, which is named.
  const format = new Intl.DateTimeFormat('en', {
    dateStyle: 'medium',
    timeStyle: 'long',
    timeZone: schedule.timeZone,
  })
  return (
    <div className="mt-2 text-sm">
      <p className="text-muted">
        <code className="text-ink">{schedule.pattern}</code> in {schedule.timeZone}
      </p>
      {nextTimes.length > 0 && (
        <ol aria-label="Next times" className="mt-1">
          {nextTimes.map((time) => (
            <li key={time} className="flex justify-between gap-2 tabular-nums">
              <time dateTime={time}>{format.format(Date.parse(time))}</time>
              <RelativeTime at={time} className="text-muted" />
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}

function WebhookAddress({ webhook }: { webhook: NonNullable<TriggerSummary['webhook']> }): ReactElement {
  return (
    <>
      <Address method={webhook.method} path={webhook.path} />
      {webhook.auth === 'none' && <p className="text-muted text-sm">Everyone who knows the address may start it.</p>}
    </>
  )
}
