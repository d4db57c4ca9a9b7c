'use client'

import { Button, Dialog, Skeleton, Tooltip } from '@spane/ui'
import { Ear, Zap } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { ListContent } from '../layout/list-content.tsx'
import { TestCalls, type TestCallsControl } from './test-calls.tsx'
import { TriggerCard } from './trigger-card.tsx'
import { useTriggers } from './use-triggers.ts'

interface TriggersButtonProps {
  workflowId: string
  testCalls: TestCallsControl
  /** The name of a node on the canvas; undefined when it is gone from there. */
  nameOf: (nodeId: string) => string | undefined
}

/** Opens the panel of what starts a workflow by itself. */
export function TriggersButton({ workflowId, testCalls, nameOf }: TriggersButtonProps): ReactElement {
  const [open, setOpen] = useState(false)
  const listening = testCalls.until !== null
  return (
    <>
      <Tooltip content="What starts this workflow by itself" side="bottom">
        <Button size="sm" onClick={() => setOpen(true)}>
          {listening ? <Ear aria-hidden="true" className="text-accent-ink" /> : <Zap aria-hidden="true" />}
          <span className="@max-[70rem]/toolbar:sr-only">Triggers</span>
          {listening && <span className="sr-only">, listening for a test call</span>}
        </Button>
      </Tooltip>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="md"
        title="Triggers"
        description="What starts the published version by itself. Changes on the canvas count once they are published."
      >
        <div className="flex flex-col gap-3">
          <TestCalls control={testCalls} />
          <TriggerList workflowId={workflowId} nameOf={nameOf} />
        </div>
      </Dialog>
    </>
  )
}

function TriggerList({ workflowId, nameOf }: Pick<TriggersButtonProps, 'workflowId' | 'nameOf'>): ReactElement {
  const triggers = useTriggers(workflowId)
  const items = triggers.data?.items ?? []
  return (
    <ListContent
      name="triggers"
      query={triggers}
      filled={items.length > 0}
      skeleton={<Skeleton className="h-24" />}
      empty={
        <p className="text-muted text-sm">
          Nothing does: add a Schedule, Webhook, Event or Execution end node, and publish the workflow.
        </p>
      }
    >
      <div className="flex flex-col gap-3">
        {items.map((trigger) => (
          <TriggerCard key={trigger.id} trigger={trigger} name={nameOf(trigger.nodeId) ?? trigger.nodeId} />
        ))}
      </div>
    </ListContent>
  )
}
