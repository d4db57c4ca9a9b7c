import { Ban } from 'lucide-react'
import type { ReactElement } from 'react'

/** Says on a node's card that it is not executed; its name in the card's label is read aloud instead. */
export function DisabledBadge(): ReactElement {
  return (
    <span
      aria-hidden="true"
      title="Disabled: its input is passed on"
      className="flex h-5 shrink-0 items-center gap-1 rounded-sm bg-sunken px-1 font-medium text-muted text-xs"
    >
      <Ban className="size-3" />
      Off
    </span>
  )
}
