'use client'

import { useEffect, useMemo, useState } from 'react'
import { inSlices } from './in-slices.ts'
import { readJsonLines } from './read-json-lines.ts'

/** Laid out between two looks at the clock. */
const CHARACTERS_AT_ONCE = 20_000
/** A shorter text is laid out before it is drawn for the first time. */
const SHORT = 100_000

export interface JsonLines {
  lines: readonly string[]
  /** Whether these are all. */
  done: boolean
}

/** The lines of a text, of JSON laid out; of a long one they come bit by bit. */
export function useJsonLines(text: string, isJson: boolean): JsonLines {
  const first = useMemo(() => {
    const reader = readJsonLines(text, isJson)
    return { lines: reader.next(text.length <= SHORT ? text.length : CHARACTERS_AT_ONCE), done: reader.done() }
  }, [text, isJson])
  const [all, setAll] = useState<JsonLines & { of: JsonLines }>()
  useEffect(() => {
    if (first.done) return
    const reader = readJsonLines(text, isJson)
    const lines: string[] = []
    const step = () => {
      for (const line of reader.next(CHARACTERS_AT_ONCE)) lines.push(line)
      return reader.done()
    }
    // The same list grows: to copy it after every slice would take longer in the end than to make it.
    return inSlices(step, (done) => setAll({ of: first, lines, done }))
  }, [first, text, isJson])
  return all?.of === first ? all : first
}
