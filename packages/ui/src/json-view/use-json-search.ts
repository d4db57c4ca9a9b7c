'use client'

import { useEffect, useState } from 'react'
import { type JsonMatch, MAX_MATCHES, searchJson } from './search-json.ts'

/** Time that the search takes at once, so that typing never waits for it. */
const SLICE_MS = 8
const LOOKS_AT_ONCE = 500

export interface JsonSearch {
  matches: readonly JsonMatch[]
  /** Whether everything was looked at. */
  done: boolean
  /** There are more than are listed. */
  cut: boolean
}

const NOTHING: JsonSearch = { matches: [], done: true, cut: false }

/** Searches a value bit by bit; an empty query finds nothing. */
export function useJsonSearch(value: unknown, query: string): JsonSearch {
  const [search, setSearch] = useState<JsonSearch>(NOTHING)
  useEffect(() => {
    if (query === '') {
      setSearch(NOTHING)
      return
    }
    const steps = searchJson(value, query)
    const matches: JsonMatch[] = []
    let timer: ReturnType<typeof setTimeout>
    const slice = () => {
      const until = performance.now() + SLICE_MS
      let done = false
      while (!done && performance.now() < until && matches.length < MAX_MATCHES) {
        for (let look = 0; look < LOOKS_AT_ONCE && !done && matches.length < MAX_MATCHES; look++) {
          const step = steps.next()
          if (step.done) done = true
          else if (step.value) matches.push(step.value)
        }
      }
      const cut = matches.length >= MAX_MATCHES
      setSearch({ matches: [...matches], done: done || cut, cut })
      if (!done && !cut) timer = setTimeout(slice, 0)
    }
    timer = setTimeout(slice, 0)
    return () => clearTimeout(timer)
  }, [value, query])
  return search
}
