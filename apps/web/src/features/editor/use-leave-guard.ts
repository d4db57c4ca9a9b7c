'use client'

import type { SaveState } from '@spane/canvas'
import { useEffect } from 'react'

/** Asks before the page is left while edits would be lost with it. */
export function useLeaveGuard(kind: SaveState['kind']): void {
  useEffect(() => {
    if (kind === 'saved') return
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', onBeforeUnload)
    return () => window.removeEventListener('beforeunload', onBeforeUnload)
  }, [kind])

  // Within the product edits are sent on leaving; only where that cannot work does a link ask first.
  const stuck = kind === 'offline' || kind === 'conflict'
  useEffect(() => {
    if (!stuck) return
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.origin !== location.origin) return
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      if (window.confirm('Your last edits are not saved. Leave the editor and lose them?')) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [stuck])
}
