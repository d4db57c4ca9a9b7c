'use client'

import type { DeadLetterSummary } from '@spane/api'
import { Button, Checkbox, Skeleton } from '@spane/ui'
import { Archive, ArchiveRestore, RotateCw, X } from 'lucide-react'
import type { ReactElement, RefObject } from 'react'
import { ListContent } from '../../layout/list-content.tsx'
import { type DeadLettersPlace, placeHref } from './dead-letter-filter.ts'
import { DeadLetterRow } from './dead-letter-row.tsx'
import { countLetters } from './describe-counts.ts'
import { FreshPill } from './fresh-pill.tsx'
import type { useDeadLetters } from './use-dead-letters.ts'
import { useStillList } from './use-still-list.ts'

export interface GroupLettersProps extends Pick<ReturnType<typeof useDeadLetters>, 'list' | 'letters'> {
  place: DeadLettersPlace
  selected: ReadonlySet<string>
  onSelect: (ids: ReadonlySet<string>) => void
  onRetry: (ids: string[]) => void
  onSetAside: (action: 'discard' | 'restore', ids: string[]) => void
  onList: (list: RefObject<HTMLElement | null>) => void
}

/** The letters of a group, to be opened or chosen. */
export function GroupLetters(props: GroupLettersProps): ReactElement {
  const { list, letters, place, selected, onSelect, onRetry, onSetAside, onList } = props
  const key = placeHref({ ...place, letterId: null })
  const { ref, rows, fresh, gone, showFresh } = useStillList(key, letters, (letter) => letter.id)
  onList(ref)
  const chosen = rows.filter((letter) => selected.has(letter.id) && !gone.has(letter.id))
  const idsIn = (status: DeadLetterSummary['status']) =>
    chosen.filter((letter) => letter.status === status).map((letter) => letter.id)
  const open = idsIn('open')
  const discarded = idsIn('discarded')
  const all = rows.length > 0 && chosen.length === rows.length
  const toggle = (id: string, on: boolean) => {
    const next = new Set(selected)
    if (on) next.add(id)
    else next.delete(id)
    onSelect(next)
  }
  return (
    <>
      <div className="flex h-10 shrink-0 items-center gap-2 border-line border-b px-4 text-sm">
        <Checkbox
          aria-label="Select all letters that are shown"
          disabled={rows.length === 0}
          checked={all ? true : chosen.length > 0 ? 'indeterminate' : false}
          onCheckedChange={(checked) => onSelect(new Set(checked === true ? rows.map((letter) => letter.id) : []))}
        />
        {chosen.length === 0 ? (
          <span className="text-muted">Letters</span>
        ) : (
          <>
            <span className="min-w-0 flex-1 truncate tabular-nums">{chosen.length.toLocaleString('en')} selected</span>
            {open.length > 0 && (
              <>
                <Button
                  size="sm"
                  onClick={() => onSetAside('discard', open)}
                  aria-label={`Discard ${countLetters(open.length)}`}
                >
                  <Archive aria-hidden="true" />
                  Discard
                </Button>
                <Button
                  size="sm"
                  variant="primary"
                  onClick={() => onRetry(open)}
                  aria-label={`Retry ${countLetters(open.length)}…`}
                >
                  <RotateCw aria-hidden="true" />
                  Retry…
                </Button>
              </>
            )}
            {discarded.length > 0 && (
              <Button
                size="sm"
                onClick={() => onSetAside('restore', discarded)}
                aria-label={`Restore ${countLetters(discarded.length)}`}
              >
                <ArchiveRestore aria-hidden="true" />
                Restore
              </Button>
            )}
            <Button size="sm" variant="ghost" aria-label="Select none" onClick={() => onSelect(new Set())}>
              <X aria-hidden="true" />
            </Button>
          </>
        )}
      </div>
      <section ref={ref} aria-label="Letters" className="relative min-h-0 flex-1 overflow-y-auto">
        <FreshPill count={fresh} onShow={showFresh} />
        <ListContent
          name="letters"
          query={list}
          filled={rows.length > 0}
          skeleton={<ListSkeleton />}
          empty={<p className="px-4 py-6 text-center text-muted text-sm">No letter of this group matches any more.</p>}
        >
          <ul>
            {rows.map((letter) => (
              <DeadLetterRow
                key={letter.id}
                letter={letter}
                gone={gone.has(letter.id)}
                href={placeHref({ ...place, letterId: letter.id })}
                opened={letter.id === place.letterId}
                selected={selected.has(letter.id)}
                onSelect={(on) => toggle(letter.id, on)}
              />
            ))}
          </ul>
        </ListContent>
      </section>
    </>
  )
}

export function ListSkeleton(): ReactElement {
  return (
    <div>
      {[0, 1, 2, 3, 4].map((row) => (
        <div key={row} className="flex flex-col gap-2 border-line border-b px-4 py-3">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-3.5 w-64" />
          <Skeleton className="h-3 w-32" />
        </div>
      ))}
    </div>
  )
}
