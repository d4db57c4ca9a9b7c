'use client'

import { createContext, useContext, useEffect, useId, useLayoutEffect, useRef } from 'react'

/** A field of the form that takes an expression. */
export interface InsertTarget {
  /** Asked when it is listed: labels of list items depend on their place. */
  label: string
  /** Puts code in where the caret was, or behind what is there, and takes the focus. */
  insert: (code: string) => void
}

/** The fields of the form that is shown, in the order in which they came. */
export class InsertTargets {
  private readonly targets = new Map<string, { element: () => Element | null; target: () => InsertTarget }>()

  add(id: string, element: () => Element | null, target: () => InsertTarget): () => void {
    this.targets.set(id, { element, target })
    return () => this.targets.delete(id)
  }

  /** In the order of the form, from top to bottom. */
  list(): { id: string; label: string }[] {
    return [...this.targets]
      .sort(([, one], [, other]) => comparePlaces(one.element(), other.element()))
      .map(([id, { target }]) => ({ id, label: target().label }))
  }

  insert(id: string, code: string): void {
    this.targets.get(id)?.target().insert(code)
  }
}

export const InsertTargetsContext = createContext<InsertTargets | undefined>(undefined)

/** Makes a field one of those that data can be put into; `undefined` while it takes none. Returns the ref of its box. */
export function useInsertTarget<E extends Element>(target: InsertTarget | undefined) {
  const targets = useContext(InsertTargetsContext)
  const id = useId()
  const box = useRef<E>(null)
  const current = useRef(target)
  useLayoutEffect(() => {
    current.current = target
  })
  const isTarget = target !== undefined
  useEffect(() => {
    if (!isTarget) return
    return targets?.add(
      id,
      () => box.current,
      () => current.current ?? { label: '', insert: () => {} },
    )
  }, [targets, id, isTarget])
  return box
}

function comparePlaces(one: Element | null, other: Element | null): number {
  if (!one || !other || one === other) return 0
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1
}
