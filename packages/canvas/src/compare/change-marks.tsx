'use client'

import { createContext, type ReactElement, useContext } from 'react'
import type { ChangeKind, ChangeMarks } from './compare-on-canvas.ts'

/** Null while nothing is compared. */
export const ChangeMarksContext = createContext<ChangeMarks | null>(null)

/** What happened to something on the canvas, while workflows are compared. */
export function useChangeMark(kind: keyof ChangeMarks, id: string): ChangeKind | undefined {
  return useContext(ChangeMarksContext)?.[kind].get(id)
}

const SIGNS = { added: '+', removed: '−', changed: '~', moved: '↔' } as const satisfies Record<ChangeKind, string>

/** The sign of a change, at the corner of what it is about. It is told by its shape as well as by its colour. */
export function ChangeSign({ change }: { change: ChangeKind }): ReactElement {
  return (
    <span aria-hidden="true" data-change-sign={change} className="change-sign">
      {SIGNS[change]}
    </span>
  )
}
