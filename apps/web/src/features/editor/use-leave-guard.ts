'use client'

import type { SaveState } from '@spane/canvas'
import { type RefObject, useEffect } from 'react'

/**
 * Asks before the page is left while edits would be lost with it.
 * @param isKept whether what is unsent outlasts the page
 */
export function useLeaveGuard(kind: SaveState['kind'], isKept: RefObject<boolean>): void {
  useEffect(() => {
    if (kind === 'saved') return
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      if (!isKept.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', onBeforeUnload)
    return () => window.removeEventListener('beforeunload', onBeforeUnload)
  }, [kind, isKept])

  // Within the product edits are sent on leaving; only where that cannot work does a link ask first.
  const stuck = kind === 'offline' || kind === 'conflict'
  useEffect(() => {
    if (!stuck) return
    const onClick = (event: MouseEvent) => {
      if (isKept.current) return
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || link.target === '_blank' || link.origin !== location.origin) return
      if (event.metaKey || event.ctrlKey || event.shiftKey) return
      if (window.confirm('Your last edits are not saved. Leave the editor and lose them?')) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('click', onClick, { capture: true })
    return () => document.removeEventListener('click', onClick, { capture: true })
  }, [stuck, isKept])
}
