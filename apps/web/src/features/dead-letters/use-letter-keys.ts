'use client'

import { type RefObject, useEffect, useRef } from 'react'

export interface LetterKeys {
  /** The list whose rows (`data-row`) the keys move between. */
  list: RefObject<HTMLElement | null>
  /** Opens a row as soon as it is reached. */
  openOnMove: boolean
  onSelect?: (letterId: string) => void
  onRetry?: () => void
  onDiscard?: () => void
  onBack?: () => void
}

const MOVES: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 }

/** j and k (or the arrows, within the list) move, x selects, r retries, d discards, Esc leaves a group. */
export function useLetterKeys(keys: LetterKeys): void {
  const current = useRef(keys)
  current.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]')) return
      const { list, openOnMove, onSelect, onRetry, onDiscard, onBack } = current.current
      const inList = list.current?.contains(document.activeElement) ?? false
      const step = MOVES[event.key]
      if (step !== undefined && (inList || !event.key.startsWith('Arrow'))) move(list.current, step, openOnMove)
      else if (event.key === 'x' && onSelect) {
        const row = rowsOf(list.current).find(
          (candidate) => candidate === document.activeElement || isOpened(candidate),
        )
        if (row?.dataset.row) onSelect(row.dataset.row)
      } else if (event.key === 'r' && onRetry) onRetry()
      else if (event.key === 'd' && onDiscard) onDiscard()
      else if (event.key === 'Escape' && onBack) onBack()
      else return
      event.preventDefault()
    }
    // Before a menu or a dialog takes the key and is gone.
    window.addEventListener('keydown', onKey, true)
    return () => window.removeEventListener('keydown', onKey, true)
  }, [])
}

function rowsOf(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
}

function isOpened(row: HTMLElement): boolean {
  return row.getAttribute('aria-current') === 'true'
}

function move(list: HTMLElement | null, step: number, open: boolean): void {
  const rows = rowsOf(list)
  const focused = rows.indexOf(document.activeElement as HTMLElement)
  const from = focused >= 0 ? focused : rows.findIndex(isOpened)
  const next = rows[from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step))]
  next?.focus()
  if (open) next?.click()
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null
}
