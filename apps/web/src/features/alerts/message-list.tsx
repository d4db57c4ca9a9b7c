'use client'

import type { AlertMessageItem } from '@spane/api'
import { Badge, RelativeTime, Skeleton, type Tone } from '@spane/ui'
import { Mail, Webhook } from 'lucide-react'
import type { ReactElement } from 'react'
import { ListContent } from '../../layout/list-content.tsx'
import { useAlertMessages } from './use-alerts.ts'

const STATUS: Record<AlertMessageItem['status'], { tone: Tone; label: string }> = {
  pending: { tone: 'retrying', label: 'Sending' },
  sent: { tone: 'completed', label: 'Sent' },
  failed: { tone: 'failed', label: 'Not sent' },
}
const KINDS = { firing: 'Alert', recovered: 'Over', test: 'Test' } as const
const ICONS = { webhook: Webhook, email: Mail } as const

/** What an alert sent last, and what became of it. */
export function MessageList({ alertId }: { alertId: string }): ReactElement {
  const messages = useAlertMessages(alertId)
  const items = messages.data?.items ?? []
  return (
    <ListContent
      name="messages"
      query={messages}
      filled={items.length > 0}
      skeleton={<Skeleton className="h-16" />}
      empty={<p className="text-muted text-sm">Nothing was sent yet.</p>}
    >
      <ul aria-label="Messages" className="divide-y divide-line">
        {items.map((message) => (
          <MessageRow key={message.id} message={message} />
        ))}
      </ul>
    </ListContent>
  )
}

function MessageRow({ message }: { message: AlertMessageItem }): ReactElement {
  const { kind, channel, target, status, attempts, error, at } = message
  const Icon = ICONS[channel]
  return (
    <li className="flex flex-wrap items-center gap-x-2 gap-y-0.5 py-1.5 text-sm">
      <Badge tone={STATUS[status].tone}>{STATUS[status].label}</Badge>
      <span className="font-medium">{KINDS[kind]}</span>
      <Icon aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
      <span className="min-w-0 truncate text-muted">{target}</span>
      <span className="ml-auto flex items-center gap-2 text-muted text-xs">
        {attempts > 1 && <span className="tabular-nums">{attempts} attempts</span>}
        <RelativeTime at={at} />
      </span>
      {error && <p className="w-full text-failed text-xs">{error}</p>}
    </li>
  )
}
