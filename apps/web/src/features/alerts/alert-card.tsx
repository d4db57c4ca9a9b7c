'use client'

import type { AlertSummary } from '@spane/api'
import {
  AlertDialog,
  Badge,
  Button,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  IconButton,
  RelativeTime,
  Switch,
} from '@spane/ui'
import { BellOff, BellRing, ChevronDown, ChevronRight, CircleCheck, Ellipsis, PencilLine, Trash2 } from 'lucide-react'
import { type ReactElement, useId, useState } from 'react'
import { describeCondition } from './condition-kinds.ts'
import { MessageList } from './message-list.tsx'
import { useAlertActions } from './use-alerts.ts'

interface AlertCardProps {
  alert: AlertSummary
  nameOf: (workflowId: string) => string | undefined
  onEdit: () => void
}

/** One alert: what it watches, how that stands, who is told, and what was sent. */
export function AlertCard({ alert, nameOf, onEdit }: AlertCardProps): ReactElement {
  const { id, rule } = alert
  const { toggle, test, remove } = useAlertActions()
  const [open, setOpen] = useState(false)
  const [deleting, setDeleting] = useState(false)
  const headingId = useId()
  const enabled = toggle.isPending ? toggle.variables.rule.enabled : rule.enabled
  return (
    <li>
      <article aria-labelledby={headingId} className="rounded-lg border border-line bg-surface p-4 shadow-card">
        <div className="flex items-center gap-2">
          <h2 id={headingId} className="min-w-0 truncate font-medium text-sm">
            {rule.name}
          </h2>
          <AlertState alert={alert} />
          <span className="ml-auto flex items-center gap-2">
            <Button size="sm" loading={test.isPending} onClick={() => test.mutate({ id })}>
              Send a test
            </Button>
            <Switch
              aria-label={`${rule.name} is watched`}
              checked={enabled}
              onCheckedChange={(next) => toggle.mutate({ id, rule: { ...rule, enabled: next } })}
            />
            <DropdownMenu>
              <DropdownMenuTrigger asChild>
                <IconButton label={`Actions for ${rule.name}`} size="sm" tooltip={false}>
                  <Ellipsis />
                </IconButton>
              </DropdownMenuTrigger>
              <DropdownMenuContent align="end">
                <DropdownMenuItem onSelect={onEdit}>
                  <PencilLine aria-hidden="true" />
                  Edit…
                </DropdownMenuItem>
                <DropdownMenuSeparator />
                <DropdownMenuItem danger onSelect={() => setDeleting(true)}>
                  <Trash2 aria-hidden="true" />
                  Delete…
                </DropdownMenuItem>
              </DropdownMenuContent>
            </DropdownMenu>
          </span>
        </div>
        <p className="mt-1 text-muted text-sm">
          {describeCondition(rule.condition, nameOf)}
          {rule.forSeconds > 0 && ` It must last ${rule.forSeconds} s.`}
        </p>
        {alert.finding && rule.enabled && (
          <p className="mt-2 text-sm">
            {alert.finding}
            {alert.checkedAt && (
              <span className="text-faint text-xs">
                {' '}
                · checked <RelativeTime at={alert.checkedAt} />
              </span>
            )}
          </p>
        )}
        <ul aria-label="Told to" className="mt-2 flex flex-wrap gap-1.5">
          {rule.channels.map((channel, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: channels have no identity but their place
            <li key={index}>
              <Badge className="max-w-72">
                <span className="truncate">{channel.type === 'email' ? channel.to : webhookName(channel.url)}</span>
              </Badge>
            </li>
          ))}
        </ul>
        <Button
          size="sm"
          variant="ghost"
          className="mt-2 -ml-2"
          aria-expanded={open}
          onClick={() => setOpen((shown) => !shown)}
        >
          {open ? <ChevronDown aria-hidden="true" /> : <ChevronRight aria-hidden="true" />}
          Last messages
        </Button>
        {open && <MessageList alertId={id} />}
      </article>
      <AlertDialog
        open={deleting}
        onOpenChange={setDeleting}
        title={`Delete “${rule.name}”?`}
        description="Nobody is told any more, and its messages are deleted with it. This cannot be undone."
        confirmLabel="Delete"
        danger
        pending={remove.isPending}
        onConfirm={() => remove.mutate({ id }, { onSettled: () => setDeleting(false) })}
      />
    </li>
  )
}

function AlertState({
  alert: { state, stateSince, rule, checkedAt, notified },
}: {
  alert: AlertSummary
}): ReactElement {
  if (!rule.enabled) {
    return (
      <Badge tone="skipped">
        <BellOff aria-hidden="true" className="size-3.5" />
        Off
      </Badge>
    )
  }
  if (state === 'firing') {
    return (
      <span className="flex items-center gap-2">
        <Badge tone="failed">
          <BellRing aria-hidden="true" className="size-3.5" />
          Firing
        </Badge>
        <span className="text-muted text-xs">
          {stateSince && <RelativeTime at={stateSince} />}
          {!notified && ' · not told yet: the last message is too young'}
        </span>
      </span>
    )
  }
  return (
    <Badge tone={checkedAt === null ? 'pending' : 'completed'}>
      <CircleCheck aria-hidden="true" className="size-3.5" />
      {checkedAt === null ? 'Not checked yet' : 'OK'}
    </Badge>
  )
}

/** Of an address nothing that could be a key. */
function webhookName(url: string): string {
  return URL.canParse(url) && !url.startsWith('secret:') ? new URL(url).host : url
}
