'use client'

import { useEffect, useState } from 'react'
import { inSlices } from './in-slices.ts'
import { type JsonMatch, MAX_MATCHES, searchJson } from './search-json.ts'

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
    const isFull = () => matches.length >= MAX_MATCHES
    const look = () => {
      for (let looks = 0; looks < LOOKS_AT_ONCE; looks++) {
        const step = steps.next()
        if (step.done) return true
        if (step.value) matches.push(step.value)
        if (isFull()) return true
      }
      return false
    }
    return inSlices(look, (done) => setSearch({ matches: [...matches], done, cut: isFull() }))
  }, [value, query])
  return search
}
