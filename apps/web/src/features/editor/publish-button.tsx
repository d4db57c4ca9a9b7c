'use client'

import { Button, Tooltip, toast } from '@spane/ui'
import { CircleCheck, Upload } from 'lucide-react'
import type { ReactElement } from 'react'
import type { Publishing } from './use-publish.ts'

/** Publishes the draft, and says whether what is published is what is on the canvas. */
export function PublishButton({ publishing }: { publishing: Publishing }): ReactElement {
  const { version, isCurrent, isPending, publish } = publishing
  if (isCurrent && version !== null) {
    return (
      <Tooltip side="bottom" content="The API, triggers and other workflows run what is on this canvas">
        <Button size="sm" aria-disabled="true" onClick={() => toast('This is what is published')}>
          <CircleCheck aria-hidden="true" className="text-completed" />
          Published · version {version}
        </Button>
      </Tooltip>
    )
  }
  return (
    <Tooltip
      side="bottom"
      content={
        version === null
          ? 'Never published: the API, triggers and other workflows cannot run it yet'
          : `The API, triggers and other workflows run version ${version}, without the changes since`
      }
    >
      <Button size="sm" loading={isPending} onClick={publish}>
        {!isPending && <Upload aria-hidden="true" />}
        {version === null ? 'Publish' : 'Publish changes'}
      </Button>
    </Tooltip>
  )
}
