'use client'

import type { ReactElement, ReactNode } from 'react'
import { useLiveLists } from '../../live/use-live-lists.ts'
import { Navigation } from './navigation.tsx'
import { StatusBanner } from './status-banner.tsx'

/** The frame of every page: navigation at the left, then banners and the page, which scrolls by itself. */
export function AppShell({ children }: { children: ReactNode }): ReactElement {
  useLiveLists()
  return (
    <div className="flex h-dvh overflow-hidden">
      <Navigation />
      <div id="page" tabIndex={-1} className="flex min-w-0 flex-1 flex-col outline-none">
        <StatusBanner />
        {children}
      </div>
    </div>
  )
}
