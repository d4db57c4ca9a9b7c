'use client'

import type { AlertSummary } from '@spane/api'
import { Button, EmptyState, Skeleton } from '@spane/ui'
import { Bell, Plus } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { useWorkflowChoices } from '../../composition/use-workflow-choices.ts'
import { ListContent } from '../../layout/list-content.tsx'
import { Page } from '../../layout/page.tsx'
import { AlertCard } from './alert-card.tsx'
import { AlertFormDialog } from './alert-form-dialog.tsx'
import { useAlerts } from './use-alerts.ts'

/** What is watched, how it stands, and who is told. */
export function AlertsPage(): ReactElement {
  const alerts = useAlerts()
  const workflows = useWorkflowChoices()
  const [editing, setEditing] = useState<{ alert: AlertSummary | null } | null>(null)
  const items = alerts.data?.items ?? []
  const newAlert = (
    <Button variant="primary" onClick={() => setEditing({ alert: null })}>
      <Plus aria-hidden="true" />
      New alert
    </Button>
  )
  return (
    <Page
      title="Alerts"
      aside={items.length > 0 && <Summary items={items} />}
      actions={items.length > 0 ? newAlert : undefined}
    >
      <ListContent
        name="alerts"
        query={alerts}
        filled={items.length > 0}
        skeleton={
          <div className="flex max-w-4xl flex-col gap-3">
            <Skeleton className="h-32 rounded-lg" />
            <Skeleton className="h-32 rounded-lg" />
          </div>
        }
        empty={
          <EmptyState icon={Bell} title="Nothing is watched yet" action={newAlert}>
            An alert tells a webhook or a mailbox when workers are gone, nodes fail for good, executions fail too often
            or nodes wait too long, and when that is over.
          </EmptyState>
        }
      >
        <ul aria-label="Alerts" className="flex max-w-4xl flex-col gap-3">
          {items.map((alert) => (
            <AlertCard
              key={alert.id}
              alert={alert}
              nameOf={(id) => workflows?.find((workflow) => workflow.id === id)?.name}
              onEdit={() => setEditing({ alert })}
            />
          ))}
        </ul>
      </ListContent>
      {editing && (
        <AlertFormDialog
          alert={editing.alert}
          workflows={workflows}
          canSendMail={alerts.data?.canSendMail ?? false}
          onClose={() => setEditing(null)}
        />
      )}
    </Page>
  )
}

function Summary({ items }: { items: readonly AlertSummary[] }): ReactElement {
  const firing = items.filter((alert) => alert.rule.enabled && alert.state === 'firing').length
  return (
    <p className="text-muted text-sm tabular-nums">
      {items.filter((alert) => alert.rule.enabled).length} watched{firing > 0 && ` · ${firing} firing`}
    </p>
  )
}
