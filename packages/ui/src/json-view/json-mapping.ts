/** A place of the form that a path can be put into. */
export interface JsonTarget {
  id: string
  label: string
}

/** Lets what a value holds be carried elsewhere: by dragging it, or with the menu of its row. */
export interface JsonMapping {
  /** Fills what is dragged. `path` is JavaScript that reads the place. */
  onDragStart: (path: string, transfer: DataTransfer) => void
  onDragEnd: () => void
  /** Asked when a menu opens. */
  targets: () => readonly JsonTarget[]
  onInsert: (path: string, targetId: string) => void
}
