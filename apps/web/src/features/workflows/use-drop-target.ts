'use client'

import { type DragEvent, useState } from 'react'
import { type DraggedRows, isDragOfRows, readDrop } from './drag-rows.ts'

/** Handlers of something that takes rows of the list; `isOver` while they hang above it. */
export function useDropTarget(onDropRows: (rows: DraggedRows) => void) {
  const [isOver, setIsOver] = useState(false)
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!isDragOfRows(event)) return
        event.preventDefault()
        setIsOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        const into = event.relatedTarget
        if (!(into instanceof Node && event.currentTarget.contains(into))) setIsOver(false)
      },
      onDrop: (event: DragEvent) => {
        setIsOver(false)
        const rows = readDrop(event)
        if (!rows) return
        event.preventDefault()
        onDropRows(rows)
      },
    },
  }
}
