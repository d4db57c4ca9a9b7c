'use client'

import { Input } from '@spane/ui'
import { Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactElement, useEffect, useRef, useState } from 'react'
import { placeHref, type WorkflowPlace } from './workflow-place.ts'

/** Milliseconds without a key after which a search begins. */
const PAUSE = 200

/** Words that narrow the list down; they stand in the address. */
export function WorkflowSearch({ place }: { place: WorkflowPlace }): ReactElement {
  const router = useRouter()
  const [value, setValue] = useState(place.search)
  /** What this field has put into the address last: anything else there came by a link. */
  const sent = useRef(place.search)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (place.search === sent.current) return
    sent.current = place.search
    setValue(place.search)
  }, [place.search])
  return (
    <div className="relative">
      <Search aria-hidden="true" className="absolute top-2 left-2 size-4 text-faint" />
      <Input
        type="search"
        aria-label="Search workflows"
        placeholder="Name, node type, tag"
        className="w-44 pl-8 xl:w-52"
        maxLength={200}
        value={value}
        onChange={(event) => {
          const next = event.target.value
          setValue(next)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => {
            sent.current = next.trim()
            router.replace(placeHref({ ...place, search: next.trim() }), { scroll: false })
          }, PAUSE)
        }}
      />
    </div>
  )
}
