'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { findNodeTypes, type NodeTypeSection } from './find-node-types.ts'

export interface TypeSearch {
  query: string
  setQuery: (query: string) => void
  sections: NodeTypeSection[]
  active: NodeDescription | undefined
  setActive: (type: string) => void
  /** For the search field: arrows move through the list, Enter picks. */
  onKeyDown: (event: KeyboardEvent) => void
  listId: string
  optionId: (type: string) => string
}

/** A search field over the list of node types, driven by the keyboard without leaving the field. */
export function useTypeSearch(
  types: readonly NodeDescription[],
  onPick: (description: NodeDescription) => void,
): TypeSearch {
  const listId = useId()
  const [query, setQueryText] = useState('')
  const [activeType, setActive] = useState<string>()
  const sections = useMemo(() => findNodeTypes(types, query), [types, query])
  const flat = sections.flatMap((section) => section.items)
  const active = flat.find((description) => description.type === activeType) ?? flat[0]
  const optionId = (type: string) => `${listId}-${type}`

  const move = (step: number) => {
    if (!active) return
    const next = flat[(flat.indexOf(active) + step + flat.length) % flat.length]
    if (!next) return
    setActive(next.type)
    document.getElementById(optionId(next.type))?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && active) onPick(active)
    else return
    event.preventDefault()
  }
  const setQuery = (text: string) => {
    setQueryText(text)
    setActive(undefined)
  }
  return { query, setQuery, sections, active, setActive, onKeyDown, listId, optionId }
}
