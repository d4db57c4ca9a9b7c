'use client'

import { EmptyState, ErrorState } from '@spane/ui'
import { MailOpen } from 'lucide-react'
import { useRouter, useSearchParams } from 'next/navigation'
import { type ReactElement, type RefObject, useRef, useState } from 'react'
import { readProblem } from '../../trpc/read-problem.ts'
import { BatchStrip } from './batch-strip.tsx'
import { isNarrowed, placeHref, readPlace } from './dead-letter-filter.ts'
import { DeadLetterPane } from './dead-letter-pane.tsx'
import { DeadLettersHeader } from './dead-letters-header.tsx'
import { GroupLetters } from './group-letters.tsx'
import { countMatching, GroupList, NoGroups } from './group-list.tsx'
import { GroupPane } from './group-pane.tsx'
import { GroupTitle } from './group-title.tsx'
import { KeyHints } from './key-hints.tsx'
import { RetryBatchDialog } from './retry-batch-dialog.tsx'
import { useDeadLetters } from './use-dead-letters.ts'
import { useLetterActions } from './use-letter-actions.ts'
import { useLetterBatches } from './use-letter-batches.ts'
import { useLetterGroup } from './use-letter-group.ts'
import { useLetterGroups } from './use-letter-groups.ts'
import { useLetterKeys } from './use-letter-keys.ts'

type Letters = { ids: string[] } | { fingerprint: string }

/** What the dialog asks about. */
interface Asked {
  letters: Letters
  count: number
  open: boolean
  /** How often it was opened. */
  turn: number
}

/** What failed for good: groups of alike failures and their letters at the left, what is opened at the right. */
export function DeadLettersPage(): ReactElement {
  const router = useRouter()
  const place = readPlace(useSearchParams())
  const groups = useLetterGroups(place)
  const group = useLetterGroup(place.group, groups.groups)
  const { list, letters, keep } = useDeadLetters(place)
  const { batches, start, dismiss } = useLetterBatches()
  const [selection, setSelection] = useState<{ group: string | null; ids: ReadonlySet<string> }>()
  const [asked, setAsked] = useState<Asked>()
  const listRef = useRef<RefObject<HTMLElement | null>>({ current: null })
  const onList = (ref: RefObject<HTMLElement | null>) => {
    listRef.current = ref
  }
  const selected = selection?.group === place.group ? selection.ids : new Set<string>()
  const select = (ids: ReadonlySet<string>) => setSelection({ group: place.group, ids })
  const open = letters.filter((letter) => letter.status === 'open')
  const chosen = open.filter((letter) => selected.has(letter.id)).map((letter) => letter.id)
  const single = useLetterActions(place.letterId, letters, keep)
  const setAside = (action: 'discard' | 'restore', about: Letters) => {
    start.mutate({ action, letters: about })
    select(new Set())
  }
  const ask = (about: Letters, count: number) =>
    setAsked((before) => ({ letters: about, count, open: true, turn: (before?.turn ?? 0) + 1 }))
  const close = () => setAsked((before) => before && { ...before, open: false })
  const askRetry = (ids: string[]) => ask({ ids }, ids.length)

  useLetterKeys({
    list: {
      get current() {
        return listRef.current.current
      },
    },
    openOnMove: place.group !== null,
    onSelect: (id) => {
      const next = new Set(selected)
      if (!next.delete(id)) next.add(id)
      select(next)
    },
    onRetry: () => (chosen.length > 0 ? askRetry(chosen) : single.retry()),
    onDiscard: () => (chosen.length > 0 ? setAside('discard', { ids: chosen }) : single.discard()),
    ...(place.group !== null && {
      onBack: () => router.push(placeHref({ ...place, group: null, letterId: null }), { scroll: false }),
    }),
  })

  const nothing = groups.query.isSuccess && groups.groups.length === 0 && !place.group && !place.letterId
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <DeadLettersHeader place={place} />
      {batches.map((batch) => (
        <BatchStrip key={batch.id} batch={batch} onDismiss={() => dismiss(batch.id)} />
      ))}
      {groups.query.isError && groups.groups.length === 0 ? (
        <ErrorState
          className="mt-5"
          title="The dead letters could not be loaded"
          message={readProblem(groups.query.error).message}
          onRetry={() => void groups.query.refetch()}
          retrying={groups.query.isRefetching}
        />
      ) : nothing ? (
        <div className="mt-5">
          <NoGroups filtered={isNarrowed(place)} />
        </div>
      ) : (
        <div className="flex min-h-0 flex-1">
          <div className="flex w-80 shrink-0 flex-col border-line border-r bg-surface max-lg:w-64 max-md:w-52 xl:w-96">
            {place.group !== null ? (
              <>
                <GroupTitle
                  group={group}
                  count={group ? countMatching(group, place.status) : undefined}
                  backHref={placeHref({ ...place, group: null, letterId: null })}
                  href={placeHref({ ...place, letterId: null })}
                  opened={place.letterId === null}
                />
                <GroupLetters
                  list={list}
                  letters={letters}
                  place={place}
                  selected={selected}
                  onSelect={select}
                  onRetry={askRetry}
                  onSetAside={(action, ids) => setAside(action, { ids })}
                  onList={onList}
                />
              </>
            ) : (
              <GroupList {...groups} place={place} onList={onList} />
            )}
            <KeyHints inGroup={place.group !== null} />
          </div>
          {place.letterId ? (
            <DeadLetterPane
              key={place.letterId}
              letterId={place.letterId}
              onAct={() => place.letterId && keep(place.letterId)}
            />
          ) : group ? (
            <GroupPane
              group={group}
              pending={start.isPending}
              onRetry={() => ask({ fingerprint: group.fingerprint }, group.counts.open)}
              onSetAside={(action) => setAside(action, { fingerprint: group.fingerprint })}
            />
          ) : (
            <EmptyState className="flex-1" icon={MailOpen} title="Choose a group">
              Failures of the same kind stand together. Open a group to see its letters, or to retry all of them.
            </EmptyState>
          )}
        </div>
      )}
      <RetryBatchDialog
        // Begins anew each time that it is opened, and not when it closes: it has to give the focus back.
        key={asked?.turn ?? 0}
        count={asked?.count ?? 0}
        open={asked?.open ?? false}
        onOpenChange={(next) => next || close()}
        pending={start.isPending}
        onRetry={(choice) => {
          if (!asked) return
          start.mutate({ action: 'retry', letters: asked.letters, ...choice }, { onSuccess: close })
          select(new Set())
        }}
      />
    </main>
  )
}
