'use client'

import { Ellipsis } from 'lucide-react'
import type { ReactElement } from 'react'
import { copyText } from '../copy-text.ts'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '../dropdown-menu.tsx'
import { toast } from '../toaster.tsx'
import type { JsonMapping } from './json-mapping.ts'

export interface PlaceMenuProps {
  /** JavaScript that reads the place. */
  path: string
  /** Text of the value; absent where there is no single one. */
  valueText?: () => string
  mapping: JsonMapping | undefined
  open: boolean
  onOpenChange: (open: boolean) => void
  /** Default -1: whoever owns the focus opens the menu. */
  tabIndex?: number
  className?: string
}

/** What can be done with one place of a value: copy it, copy its path, put the path into a field. */
export function PlaceMenu(props: PlaceMenuProps): ReactElement {
  const { path, valueText, mapping, open, onOpenChange, tabIndex = -1, className } = props
  const targets = open ? (mapping?.targets() ?? []) : []
  const copy = async (text: string, what: string) => {
    if (!(await copyText(text))) toast.error(`${what} was not copied`, { description: 'The browser refused it.' })
    else toast.success(`${what} copied`)
  }
  return (
    <DropdownMenu open={open} onOpenChange={onOpenChange} modal={false}>
      <DropdownMenuTrigger asChild>
        <button type="button" tabIndex={tabIndex} aria-label={`Actions for ${path}`} className={className}>
          <Ellipsis aria-hidden="true" className="size-3.5" />
        </button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end" className="max-h-80 max-w-72">
        {valueText && (
          <DropdownMenuItem onSelect={() => void copy(valueText(), 'The value')}>Copy value</DropdownMenuItem>
        )}
        <DropdownMenuItem onSelect={() => void copy(path, 'The path')}>Copy path</DropdownMenuItem>
        {mapping && (
          <>
            <DropdownMenuSeparator />
            <DropdownMenuLabel>
              {targets.length === 0 ? 'No field here takes an expression' : 'Insert into…'}
            </DropdownMenuLabel>
            {targets.map(({ id, label }) => (
              <DropdownMenuItem key={id} onSelect={() => mapping.onInsert(path, id)}>
                <span className="truncate">{label}</span>
              </DropdownMenuItem>
            ))}
          </>
        )}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

export const placeMenuButton =
  'ml-auto inline-flex size-5 shrink-0 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink'

/** The text that copying a value gives: a string as it is, anything else as JSON. */
export function textOfValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}
