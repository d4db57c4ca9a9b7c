'use client'

import type { WorkflowTag } from '@spane/api'
import { Button, Checkbox, Dialog, Input } from '@spane/ui'
import { Plus } from 'lucide-react'
import { type FormEvent, type ReactElement, useState } from 'react'
import { planTags, type TagState, tagStates } from './plan-tags.ts'

export interface TagsDialogProps {
  /** What is tagged, e.g. `“Nightly import”` or `3 workflows`. */
  what: string
  workflows: readonly { tags: readonly WorkflowTag[] }[]
  tags: readonly WorkflowTag[]
  pending: boolean
  onClose: () => void
  onSave: (change: { add: string[]; remove: string[] }) => void
}

/** Which tags workflows have; new ones are made by typing them. */
export function TagsDialog({ what, workflows, tags, pending, onClose, onSave }: TagsDialogProps): ReactElement {
  const [before] = useState(() => tagStates(workflows))
  const [states, setStates] = useState<ReadonlyMap<string, TagState>>(before)
  const [made, setMade] = useState<string[]>([])
  const [name, setName] = useState('')
  const set = (id: string, state: TagState) => setStates(new Map([...states, [id, state]]))
  const add = (event: FormEvent) => {
    event.preventDefault()
    const typed = name.trim()
    const isSame = (other: string) => other.toLowerCase() === typed.toLowerCase()
    const known = tags.find((tag) => isSame(tag.name))
    if (known) set(known.id, true)
    else if (typed !== '' && !made.some(isSame)) setMade([...made, typed])
    setName('')
  }
  // A name that was typed and not added yet is meant, too.
  const plan = planTags(tags, before, states, [...made, ...(name.trim() ? [name.trim()] : [])])
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Tags of ${what}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            loading={pending}
            disabled={plan.add.length + plan.remove.length === 0}
            onClick={() => onSave(plan)}
          >
            Save
          </Button>
        </>
      }
    >
      <form onSubmit={add} className="mb-3 flex gap-2">
        <Input
          autoFocus
          aria-label="New tag"
          placeholder="New tag, e.g. finance"
          maxLength={50}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" disabled={name.trim() === ''}>
          <Plus aria-hidden="true" />
          Add
        </Button>
      </form>
      <ul aria-label="Tags" className="flex max-h-72 flex-col overflow-y-auto">
        {made.map((each) => (
          <TagChoice key={each} name={each} state={true} onChange={() => setMade(made.filter((one) => one !== each))} />
        ))}
        {tags.map(({ id, name: tagName }) => (
          <TagChoice
            key={id}
            name={tagName}
            state={states.get(id) ?? false}
            onChange={() => set(id, states.get(id) !== true)}
          />
        ))}
      </ul>
      {tags.length + made.length === 0 && (
        <p className="text-muted text-sm">There are no tags yet: type the first one.</p>
      )}
    </Dialog>
  )
}

function TagChoice({ name, state, onChange }: { name: string; state: TagState; onChange: () => void }): ReactElement {
  return (
    <li>
      {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox is a button inside of it */}
      <label className="flex items-center gap-2 rounded-sm px-1 py-1 text-sm hover:bg-hover">
        <Checkbox checked={state} onCheckedChange={onChange} />
        <span className="truncate">{name}</span>
      </label>
    </li>
  )
}
