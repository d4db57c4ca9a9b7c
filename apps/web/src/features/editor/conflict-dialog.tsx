'use client'

import { Button, cn, Dialog } from '@spane/ui'
import type { MergeSide } from '@spane/workflow'
import { type ReactElement, useId, useState } from 'react'
import type { DescribedConflict } from './describe-conflict.ts'

export interface ConflictDialogProps {
  conflicts: readonly DescribedConflict[]
  onDecide: (sides: ReadonlyMap<string, MergeSide>) => void
  /** They are edits of a tab that is closed. */
  closedTab?: boolean
  /** Closes it without a decision; nothing is lost by that. */
  onLater: () => void
}

/** Mine, theirs and what both began with, for each thing that both changed; a person decides. */
export function ConflictDialog({ conflicts, onDecide, onLater, closedTab }: ConflictDialogProps): ReactElement {
  const [sides, setSides] = useState<ReadonlyMap<string, MergeSide>>(new Map())
  const choose = (key: string, side: MergeSide) => setSides((before) => new Map(before).set(key, side))
  const chooseAll = (side: MergeSide) => onDecide(new Map(conflicts.map(({ key }) => [key, side])))
  const open = conflicts.filter(({ key }) => !sides.has(key)).length
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onLater}
      title={
        closedTab
          ? 'Edits in a tab that you closed meet newer ones'
          : conflicts.length === 1
            ? 'You and somebody else changed the same'
            : 'You and somebody else changed the same things'
      }
      description={`Decide which edit stays. ${closedTab ? 'Those of the closed tab' : 'Yours'} are kept in this browser until then; all your other edits are untouched.`}
      footer={
        <>
          <Button className="mr-auto" onClick={onLater}>
            Decide later
          </Button>
          {conflicts.length > 1 && (
            <>
              <Button onClick={() => chooseAll('mine')}>Keep all mine</Button>
              <Button onClick={() => chooseAll('theirs')}>Take all theirs</Button>
            </>
          )}
          <Button variant="primary" disabled={open > 0} onClick={() => onDecide(sides)}>
            {open > 0 && conflicts.length > 1 ? `${open} left to decide` : 'Save the decision'}
          </Button>
        </>
      }
    >
      <ul className="flex flex-col gap-5">
        {conflicts.map((conflict) => (
          <li key={conflict.key}>
            <ConflictChoice
              conflict={conflict}
              side={sides.get(conflict.key)}
              onChoose={(side) => choose(conflict.key, side)}
            />
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

interface ConflictChoiceProps {
  conflict: DescribedConflict
  side: MergeSide | undefined
  onChoose: (side: MergeSide) => void
}

function ConflictChoice({ conflict, side, onChoose }: ConflictChoiceProps): ReactElement {
  const name = useId()
  const option = (value: MergeSide, label: string, text: string) => (
    <label
      className={cn(
        'flex min-w-0 cursor-pointer flex-col gap-1.5 rounded-md border border-line-strong p-2.5 hover:bg-hover has-focus-visible:ring-2 has-focus-visible:ring-accent/60',
        side === value && 'border-accent bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <span className="flex items-center gap-2 font-medium text-sm">
        <input
          type="radio"
          name={name}
          value={value}
          checked={side === value}
          className="accent-(--accent)"
          onChange={() => onChoose(value)}
        />
        {label}
      </span>
      <Value text={text} />
    </label>
  )
  return (
    <fieldset>
      <legend className="mb-2 font-medium">{conflict.subject}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {option('mine', 'Keep mine', conflict.mine)}
        {option('theirs', 'Take theirs', conflict.theirs)}
        <div className="flex min-w-0 flex-col gap-1.5 rounded-md border border-line border-dashed p-2.5">
          <span className="text-muted text-sm">Before</span>
          <Value text={conflict.base} />
        </div>
      </div>
    </fieldset>
  )
}

function Value({ text }: { text: string }): ReactElement {
  return <span className="wrap-anywhere max-h-40 overflow-y-auto whitespace-pre-wrap font-mono text-xs">{text}</span>
}
