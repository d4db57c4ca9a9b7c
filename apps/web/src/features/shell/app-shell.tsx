'use client'

import { CommandSourcesProvider } from '@spane/ui'
import { type ReactElement, type ReactNode, useState } from 'react'
import { useLiveLists } from '../../live/use-live-lists.ts'
import { useRecovery } from '../../live/use-recovery.ts'
import { CommandPalette } from './command-palette.tsx'
import { Navigation } from './navigation.tsx'
import { StatusBanner } from './status-banner.tsx'

/** The frame of every page: navigation at the left, then banners and the page, which scrolls by itself. */
export function AppShell({ children }: { children: ReactNode }): ReactElement {
  useLiveLists()
  useRecovery()
  const [finding, setFinding] = useState(false)
  return (
    <CommandSourcesProvider>
      <div className="flex h-dvh overflow-hidden">
        <Navigation onFind={() => setFinding(true)} />
        <div id="page" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
          <StatusBanner />
          {children}
        </div>
        <CommandPalette open={finding} onOpenChange={setFinding} />
      </div>
    </CommandSourcesProvider>
  )
}
