'use client'

import { Button, Field, Popover, PopoverContent, PopoverTrigger, Textarea, Tooltip, toast } from '@spane/ui'
import { CircleCheck, Upload } from 'lucide-react'
import { type KeyboardEvent, type ReactElement, useState } from 'react'
import type { Publishing } from './use-publish.ts'

/** Where the toolbar has no room for it, the icon must do. */
const LABEL = '@max-[62rem]/toolbar:sr-only'

/** Publishes the draft with a note, and says whether what is published is what is on the canvas. */
export function PublishButton({ publishing }: { publishing: Publishing }): ReactElement {
  const { version, isCurrent, isPending } = publishing
  const [open, setOpen] = useState(false)
  if (isCurrent && version !== null) {
    return (
      <Tooltip side="bottom" content="The API, triggers and other workflows run what is on this canvas">
        <Button size="sm" aria-disabled="true" onClick={() => toast('This is what is published')}>
          <CircleCheck aria-hidden="true" className="text-completed" />
          <span className={LABEL}>Published · version {version}</span>
        </Button>
      </Tooltip>
    )
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button size="sm" loading={isPending}>
          {!isPending && <Upload aria-hidden="true" />}
          <span className={LABEL}>{version === null ? 'Publish' : 'Publish changes'}</span>
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label="Publish" className="w-80">
        <PublishForm publishing={publishing} onDone={() => setOpen(false)} />
      </PopoverContent>
    </Popover>
  )
}

function PublishForm({ publishing, onDone }: { publishing: Publishing; onDone: () => void }): ReactElement {
  const { version, difference, publish } = publishing
  const [note, setNote] = useState('')
  const submit = () => {
    publish(note)
    onDone()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    submit()
  }
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <p className="text-muted text-sm">
        {version === null
          ? 'Never published: the API, triggers and other workflows cannot run it yet.'
          : `The API, triggers and other workflows run version ${version}${difference ? `: ${difference} since` : ''}.`}
      </p>
      <Field label="Note" hint="What is new, for the history. You may leave it empty.">
        <Textarea
          rows={3}
          maxLength={2_000}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </Field>
      <Button type="submit" variant="primary">
        <Upload aria-hidden="true" />
        Publish this draft
      </Button>
    </form>
  )
}
