'use client'

import { useCallback, useSyncExternalStore } from 'react'

interface Ticker {
  now: number
  listeners: Set<() => void>
  timer: ReturnType<typeof setInterval> | undefined
}

// One timer an interval for the whole page: a thousand times in a table cost one wake-up.
const tickers = new Map<number, Ticker>()

function tickerOf(interval: number): Ticker {
  let ticker = tickers.get(interval)
  if (!ticker) {
    ticker = { now: Date.now(), listeners: new Set(), timer: undefined }
    tickers.set(interval, ticker)
  }
  return ticker
}

function subscribe(interval: number, listener: () => void): () => void {
  const ticker = tickerOf(interval)
  ticker.listeners.add(listener)
  ticker.now = Date.now()
  ticker.timer ??= setInterval(() => {
    ticker.now = Date.now()
    for (const notify of ticker.listeners) notify()
  }, interval)
  return () => {
    ticker.listeners.delete(listener)
    if (ticker.listeners.size > 0) return
    clearInterval(ticker.timer)
    ticker.timer = undefined
  }
}

/**
 * The time in ms since the epoch, renewed every `interval` ms; re-renders only the component that calls it.
 * `0` while rendering on a server, where "now" would differ from the browser's.
 */
export function useNow(interval: number): number {
  const listen = useCallback((listener: () => void) => subscribe(interval, listener), [interval])
  return useSyncExternalStore(
    listen,
    () => {
      const ticker = tickerOf(interval)
      if (ticker.listeners.size === 0 && Date.now() - ticker.now >= interval) ticker.now = Date.now()
      return ticker.now
    },
    () => 0,
  )
}
