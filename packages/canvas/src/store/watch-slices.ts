import type { StoreApi } from 'zustand'
import type { EditorState } from './editor-state.ts'

export type Slices = readonly (keyof EditorState)[]

const watches = new WeakMap<StoreApi<EditorState>, Map<Slices, Set<() => void>>>()

/**
 * Calls `listener` when one of `slices` has become another. All who name the same list (the same array) share one
 * comparison: a thousand cards and their edges then cost nothing while something else changes, as at each step of a drag.
 */
export function watchSlices(store: StoreApi<EditorState>, slices: Slices, listener: () => void): () => void {
  const bySlices = watches.get(store) ?? new Map<Slices, Set<() => void>>()
  watches.set(store, bySlices)
  const listeners = bySlices.get(slices) ?? watchTogether(store, slices)
  bySlices.set(slices, listeners)
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** For as long as there is the store: there are a few lists, whoever watches them. */
function watchTogether(store: StoreApi<EditorState>, slices: Slices): Set<() => void> {
  const listeners = new Set<() => void>()
  store.subscribe((state, before) => {
    if (slices.every((slice) => state[slice] === before[slice])) return
    for (const listener of listeners) listener()
  })
  return listeners
}
