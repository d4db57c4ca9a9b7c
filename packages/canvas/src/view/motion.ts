const REDUCED = '(prefers-reduced-motion: reduce)'

/**
 * How long what moves by script takes, in milliseconds: what answers a hand, and what moves the canvas. No time at all where
 * people asked for less motion; what moves by CSS is stopped by the theme.
 */
export const MOTION = {
  get fast(): number {
    return unlessReduced(120)
  },
  get move(): number {
    return unlessReduced(200)
  },
}

function unlessReduced(ms: number): number {
  return globalThis.matchMedia?.(REDUCED).matches ? 0 : ms
}
