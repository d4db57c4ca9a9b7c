'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { type KeyboardEvent, useId, useMemo, useState } from 'react'
import { findNodeTypes, type NodeTypeSection } from './find-node-types.ts'

/** A type can stand in several sections, among the recent ones for example. */
export interface TypeOption {
  id: string
  description: NodeDescription
}

export interface TypeOptionSection {
  title: string
  options: TypeOption[]
}

export interface TypeSearch {
  query: string
  setQuery: (query: string) => void
  sections: TypeOptionSection[]
  active: TypeOption | undefined
  setActive: (optionId: string) => void
  /** For the search field: arrows move through the list, Enter picks. */
  onKeyDown: (event: KeyboardEvent) => void
  listId: string
}

/**
 * A search field over the list of node types, driven by the keyboard without leaving the field.
 * @param first sections that come first as long as nothing is searched for
 */
export function useTypeSearch(
  types: readonly NodeDescription[],
  onPick: (description: NodeDescription) => void,
  first: readonly NodeTypeSection[] = NONE,
): TypeSearch {
  const listId = useId()
  const [query, setQueryText] = useState('')
  const [activeId, setActive] = useState<string>()
  const sections = useMemo(() => {
    const found = findNodeTypes(types, query)
    const all = query.trim() === '' ? [...first.filter(({ items }) => items.length > 0), ...found] : found
    return all.map(({ title, items }) => ({
      title,
      options: items.map((description) => ({ id: `${listId}-${title}-${description.type}`, description })),
    }))
  }, [types, query, first, listId])
  const flat = sections.flatMap((section) => section.options)
  const active = flat.find((option) => option.id === activeId) ?? flat[0]

  const move = (step: number) => {
    if (!active) return
    const next = flat[(flat.indexOf(active) + step + flat.length) % flat.length]
    if (!next) return
    setActive(next.id)
    document.getElementById(next.id)?.scrollIntoView({ block: 'nearest' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') move(1)
    else if (event.key === 'ArrowUp') move(-1)
    else if (event.key === 'Enter' && active) onPick(active.description)
    else return
    event.preventDefault()
  }
  const setQuery = (text: string) => {
    setQueryText(text)
    setActive(undefined)
  }
  return { query, setQuery, sections, active, setActive, onKeyDown, listId }
}

const NONE: readonly NodeTypeSection[] = []
