'use client'

import type { CSSProperties, ReactElement } from 'react'
import { useEditor } from '../store/editor-context.ts'

/** Marks a node that others have selected: an outline in the colour of the first of them, and their names. */
export function NodePeople({ nodeId }: { nodeId: string }): ReactElement | null {
  const people = useEditor((state) => state.people.get(nodeId))
  const [first] = people ?? []
  if (!people || !first) return null
  return (
    <div
      data-selected-by={people.map(({ name }) => name).join(', ')}
      className="person-colour pointer-events-none absolute -inset-1.5 rounded-xl border-2 border-(--person)"
      style={{ '--person-hue': first.hue } as CSSProperties}
    >
      <span className="absolute bottom-full left-2 flex gap-1 pb-0.5">
        {people.slice(0, 3).map(({ key, name, hue }) => (
          <span
            key={key}
            className="small-print person-avatar max-w-40 truncate rounded-sm px-1.5 font-medium text-xs leading-4.5"
            style={{ '--person-hue': hue } as CSSProperties}
          >
            {name}
          </span>
        ))}
      </span>
    </div>
  )
}
