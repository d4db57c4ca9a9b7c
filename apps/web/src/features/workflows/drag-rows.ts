import type { DragEvent } from 'react'

const TYPE = 'application/x-spane-rows'

/** What is dragged in the list: workflows, or one folder. */
export type DraggedRows = { workflowIds: string[] } | { folderId: string }

export function startDrag(event: DragEvent, rows: DraggedRows): void {
  event.dataTransfer.setData(TYPE, JSON.stringify(rows))
  event.dataTransfer.effectAllowed = 'move'
}

/** Whether rows of the list hang at the pointer; what they are is told only when they are dropped. */
export function isDragOfRows(event: DragEvent): boolean {
  return event.dataTransfer.types.includes(TYPE)
}

export function readDrop(event: DragEvent): DraggedRows | undefined {
  const text = event.dataTransfer.getData(TYPE)
  return text ? (JSON.parse(text) as DraggedRows) : undefined
}
