'use client'

import {
  ContextMenuItem,
  ContextMenuSeparator,
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
  IconButton,
  Kbd,
} from '@spane/ui'
import { EllipsisVertical } from 'lucide-react'
import { createContext, Fragment, type ReactElement, useContext } from 'react'
import type { EditorSlots } from '../editor-props.ts'
import { hotkeyCaps } from './hotkey.ts'

/** What the application adds to the menus of nodes. */
export const NodeMenuContext = createContext<EditorSlots['nodeMenu']>(undefined)

/** The application's entries in the menu of the right mouse button, whose other entries have no icons either. */
export function NodeContextItems({ nodeId }: { nodeId: string }): ReactElement | null {
  const items = useContext(NodeMenuContext)?.(nodeId) ?? []
  if (items.length === 0) return null
  return (
    <>
      <ContextMenuSeparator />
      {items.map(({ id, label, hint, hotkey, danger, startsGroup, onSelect }) => (
        <Fragment key={id}>
          {startsGroup && <ContextMenuSeparator />}
          <ContextMenuItem
            danger={danger}
            shortcut={<Hint text={hint} hotkey={hotkey} />}
            onSelect={() => setTimeout(onSelect)}
          >
            {label}
          </ContextMenuItem>
        </Fragment>
      ))}
    </>
  )
}

/** The same entries behind a button, for the inspector. */
export function NodeMenuButton({ nodeId }: { nodeId: string }): ReactElement | null {
  const items = useContext(NodeMenuContext)?.(nodeId) ?? []
  if (items.length === 0) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton size="sm" label="Run and pin" className="self-start">
          <EllipsisVertical />
        </IconButton>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        {items.map(({ id, label, icon, hint, hotkey, danger, startsGroup, onSelect }) => (
          <Fragment key={id}>
            {startsGroup && <DropdownMenuSeparator />}
            <DropdownMenuItem
              danger={danger}
              shortcut={<Hint text={hint} hotkey={hotkey} />}
              onSelect={() => setTimeout(onSelect)}
            >
              {icon}
              {label}
            </DropdownMenuItem>
          </Fragment>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

function Hint({ text, hotkey }: { text: string | undefined; hotkey: string | undefined }): ReactElement {
  return (
    <>
      {text}
      {hotkey && hotkeyCaps(hotkey).map((cap) => <Kbd key={cap}>{cap}</Kbd>)}
    </>
  )
}
