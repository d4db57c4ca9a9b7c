'use client'

import { createContext, type ReactElement, type ReactNode, useContext, useEffect, useRef, useState } from 'react'

/** Something that the command palette offers. */
export interface PaletteCommand {
  id: string
  title: string
  /** Beside the title, quieter; found by the search, too. */
  detail?: string
  /** What else people may call it; found by the search, never shown. */
  alias?: string
  icon?: ReactNode
  /** Its key, shown at the right end. */
  shortcut?: ReactNode
  run: () => void
}

export interface PaletteGroup {
  heading: string
  commands: readonly PaletteCommand[]
}

/** Asked each time the palette opens, so that what is offered is what can be done then. */
export type CommandSource = () => readonly PaletteGroup[]

const CommandSourcesContext = createContext<Set<CommandSource> | null>(null)

/** Collects what the parts of a page offer to the command palette. */
export function CommandSourcesProvider({ children }: { children: ReactNode }): ReactElement {
  const [sources] = useState(() => new Set<CommandSource>())
  return <CommandSourcesContext value={sources}>{children}</CommandSourcesContext>
}

/** Offers commands for as long as the component is there. Without a palette around it, nothing happens. */
export function useCommandSource(source: CommandSource): void {
  const sources = useContext(CommandSourcesContext)
  const latest = useRef(source)
  useEffect(() => {
    latest.current = source
  })
  useEffect(() => {
    const ask: CommandSource = () => latest.current()
    sources?.add(ask)
    return () => {
      sources?.delete(ask)
    }
  }, [sources])
}

/** For the palette itself: everything that is offered now. */
export function useCollectCommands(): () => PaletteGroup[] {
  const sources = useContext(CommandSourcesContext)
  return () => [...(sources ?? [])].flatMap((source) => source())
}
