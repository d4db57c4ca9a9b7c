'use client'

import type { EditorPerson } from '@spane/realtime'
import { Button, cn, Field, Input, Popover, PopoverContent, PopoverTrigger } from '@spane/ui'
import { type CSSProperties, type ReactElement, useEffect, useRef, useState } from 'react'
import { cleanName, hueOf, initialsOf, type Person } from './person.ts'
import type { SharedDraft } from './use-shared-draft.ts'

/** As many are shown; the others are counted. */
const SHOWN = 4

/** Who else has the workflow open, and under which name one is seen oneself. */
export function PeopleBar({ shared }: { shared: SharedDraft }): ReactElement {
  const { me, others, rename } = shared
  const nameOf = (person: EditorPerson) => (person.id === me.id ? `${person.name} (you, in another tab)` : person.name)
  const more = others.slice(SHOWN).map(nameOf)
  return (
    <div className="flex items-center gap-1">
      <ul aria-label="Others in this workflow" className="flex items-center -space-x-1.5">
        {others.slice(0, SHOWN).map((person) => (
          <li key={person.clientId}>
            <span
              role="img"
              aria-label={nameOf(person)}
              title={nameOf(person)}
              className="person-avatar flex size-6.5 items-center justify-center rounded-full border-2 border-surface font-semibold text-xs"
              style={personColour(person.id)}
            >
              {initialsOf(person.name)}
            </span>
          </li>
        ))}
        {more.length > 0 && (
          <li
            title={more.join(', ')}
            className="flex size-6.5 items-center justify-center rounded-full border-2 border-surface bg-sunken text-xs text-muted"
          >
            <span aria-hidden="true">+{more.length}</span>
            <span className="sr-only">{more.join(', ')}</span>
          </li>
        )}
      </ul>
      <OwnName me={me} isAlone={others.length === 0} onRename={rename} />
      <PeopleAnnouncer others={others} nameOf={nameOf} />
    </div>
  )
}

/** The hue that the stylesheet makes a colour of, in either theme. */
export function personColour(personId: string): CSSProperties {
  return { '--person-hue': hueOf(personId) } as CSSProperties
}

interface OwnNameProps {
  me: Person
  isAlone: boolean
  onRename: (name: string) => void
}

function OwnName({ me, isAlone, onRename }: OwnNameProps): ReactElement {
  const [open, setOpen] = useState(false)
  const [text, setText] = useState(me.name)
  const name = cleanName(text)
  return (
    <Popover
      open={open}
      onOpenChange={(next) => {
        setText(me.name)
        setOpen(next)
      }}
    >
      <PopoverTrigger asChild>
        <button
          type="button"
          aria-label={`You are ${me.name}: change your name`}
          title={`You are ${me.name}`}
          className={cn(
            'flex size-6.5 items-center justify-center rounded-full font-semibold text-xs outline-none focus-visible:ring-2 focus-visible:ring-accent/60',
            // A colour of one's own tells people apart, and there is nobody else.
            isAlone ? 'bg-sunken text-muted hover:bg-hover hover:text-ink' : 'person-avatar',
          )}
          style={personColour(me.id)}
        >
          {initialsOf(me.name)}
        </button>
      </PopoverTrigger>
      <PopoverContent aria-label="Your name" className="w-72">
        <form
          className="flex flex-col gap-3"
          onSubmit={(event) => {
            event.preventDefault()
            if (!name) return
            onRename(name)
            setOpen(false)
          }}
        >
          <Field label="Your name" hint="Shown to others who have this workflow open. Kept in this browser.">
            <Input value={text} maxLength={40} onChange={(event) => setText(event.target.value)} />
          </Field>
          <Button type="submit" variant="primary" size="sm" disabled={!name}>
            Save
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  )
}

interface PeopleAnnouncerProps {
  others: readonly EditorPerson[]
  nameOf: (person: EditorPerson) => string
}

/** Reads aloud who comes and goes. */
function PeopleAnnouncer({ others, nameOf }: PeopleAnnouncerProps): ReactElement {
  const before = useRef(new Map<string, string>())
  const [said, setSaid] = useState('')
  useEffect(() => {
    const now = new Map(others.map((person) => [person.clientId, nameOf(person)]))
    const came = [...now].filter(([id]) => !before.current.has(id)).map(([, name]) => `${name} is here, too`)
    const left = [...before.current].filter(([id]) => !now.has(id)).map(([, name]) => `${name} left`)
    before.current = now
    if (came.length + left.length > 0) setSaid([...came, ...left].join('. '))
  }, [others, nameOf])
  return (
    <div role="status" aria-live="polite" aria-label="Who comes and goes" className="sr-only">
      {said}
    </div>
  )
}
