'use client'

import type { ReactElement } from 'react'
import { useEditor } from '../store/editor-context.ts'

/** Reads aloud what an edit did: adding, connecting, undoing change nothing that has the focus. */
export function EditAnnouncer(): ReactElement {
  const { text, number } = useEditor((state) => state.announcement)
  return (
    <div role="status" aria-live="polite" aria-label="Last edit" className="sr-only">
      {/* Another element each time: the same words twice would not be read again. */}
      <span key={number}>{text}</span>
    </div>
  )
}
