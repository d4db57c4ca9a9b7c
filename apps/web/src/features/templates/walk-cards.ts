import type { KeyboardEvent } from 'react'

/** Arrow keys go from card to card as they stand: to the next in a line, and to the nearest in the line above or below. */
export function walkCards(event: KeyboardEvent<HTMLElement>): void {
  if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
  const cards = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-template]')]
  const current = event.target instanceof HTMLElement ? cards.indexOf(event.target) : -1
  if (current < 0) return
  const next = findNext(
    cards.map((card) => card.getBoundingClientRect()),
    current,
    event.key,
  )
  if (next === undefined) return
  event.preventDefault()
  cards[next]?.focus()
}

interface Place {
  left: number
  top: number
}

/** The index of the card that a key leads to; undefined for other keys and at the ends. */
export function findNext(places: readonly Place[], current: number, key: string): number | undefined {
  if (key === 'ArrowRight') return current + 1 < places.length ? current + 1 : undefined
  if (key === 'ArrowLeft') return current > 0 ? current - 1 : undefined
  const here = places[current]
  if (!here || (key !== 'ArrowDown' && key !== 'ArrowUp')) return undefined
  const down = key === 'ArrowDown'
  const beyond = places.flatMap(({ left, top }, index) =>
    (down ? top > here.top : top < here.top)
      ? [{ index, rows: Math.abs(top - here.top), aside: Math.abs(left - here.left) }]
      : [],
  )
  beyond.sort((a, b) => a.rows - b.rows || a.aside - b.aside)
  return beyond[0]?.index
}
