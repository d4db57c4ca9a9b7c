'use client'

import { useState } from 'react'

/**
 * Gives the focus back to what had it when a window opened; for `onCloseAutoFocus` of windows without a trigger of their
 * own. Known while rendering already: a field in the window may take the focus as it is mounted.
 */
export function useReturnFocus(open: boolean): (event: Event) => void {
  const [wasOpen, setWasOpen] = useState(false)
  const [opener, setOpener] = useState<HTMLElement | null>(null)
  if (open !== wasOpen) {
    setWasOpen(open)
    if (open) setOpener(findOpener())
  }
  return (event) => {
    event.preventDefault()
    opener?.focus()
  }
}

/** What has the focus; of an item of a menu, which will be gone, what opened the menu. */
function findOpener(): HTMLElement | null {
  if (typeof document === 'undefined' || !(document.activeElement instanceof HTMLElement)) return null
  const menu = document.activeElement.closest('[role="menu"]')
  if (!menu) return document.activeElement
  return document.getElementById(menu.getAttribute('aria-labelledby') ?? '')
}
