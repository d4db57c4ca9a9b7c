'use client'

import { Input, Select } from '@spane/ui'
import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { FilterLinks } from '../../layout/filter-links.tsx'
import { WorkflowFilter } from '../../layout/workflow-filter.tsx'
import { DEAD_LETTER_FILTERS, type DeadLettersPlace, LETTER_AGES, placeHref } from './dead-letter-filter.ts'

/** Milliseconds without a key after which a search begins. */
const PAUSE = 250

/** The title with what the groups are narrowed down by; all of it stands in the address. */
export function DeadLettersHeader({ place }: { place: DeadLettersPlace }): ReactElement {
  const { status, workflowId, age, text } = place
  const filter = { status, workflowId, age, text }
  return (
    <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-line border-b bg-surface px-6 py-2">
      <h1 className="font-semibold text-lg">Dead letters</h1>
      <FilterLinks
        label="Status"
        links={DEAD_LETTER_FILTERS.map(({ value, label }) => ({
          label,
          href: placeHref({ ...filter, status: value }),
          active: value === status,
        }))}
      />
      <div className="ml-auto flex flex-wrap items-center gap-2">
        <Search
          key={`${status} ${workflowId} ${age}`}
          text={text ?? ''}
          hrefOf={(next) => placeHref({ ...filter, text: next })}
        />
        <AgeFilter age={age} hrefOf={(next) => placeHref({ ...filter, age: next })} />
        <WorkflowFilter workflowId={workflowId} hrefOf={(next) => placeHref({ ...filter, workflowId: next })} />
      </div>
    </header>
  )
}

const ANY = 'any'

function AgeFilter({ age, hrefOf }: { age: string | null; hrefOf: (age: string | null) => string }): ReactElement {
  const router = useRouter()
  return (
    <Select
      aria-label="Failed last"
      className="w-36"
      value={age ?? ANY}
      onValueChange={(value) => router.replace(hrefOf(value === ANY ? null : value), { scroll: false })}
      options={[{ value: ANY, label: 'At any time' }, ...LETTER_AGES]}
    />
  )
}

function Search({ text, hrefOf }: { text: string; hrefOf: (text: string) => string }): ReactElement {
  const router = useRouter()
  const [value, setValue] = useState(text)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  return (
    <Input
      type="search"
      aria-label="Search errors, codes and nodes"
      placeholder="Search errors…"
      className="w-40 xl:w-48"
      value={value}
      onChange={(event) => {
        const next = event.target.value
        setValue(next)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => router.replace(hrefOf(next.trim()), { scroll: false }), PAUSE)
      }}
    />
  )
}
