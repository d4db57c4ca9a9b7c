'use client'

import { useEffect } from 'react'

/** Names the tab after what is shown once its name is known. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = `${title} · SPANE`
  }, [title])
}
