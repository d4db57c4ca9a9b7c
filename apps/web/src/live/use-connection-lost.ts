'use client'

import { useEffect, useState } from 'react'
import { liveClient } from './live-client.ts'

/** How long a connection may be away before anybody is told, in milliseconds. */
const PATIENCE = 2_000

/** Whether live updates have stopped for longer than a blink. */
export function useConnectionLost(): boolean {
  const [lost, setLost] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const stop = liveClient().onState((state) => {
      clearTimeout(timer)
      if (state === 'connected') setLost(false)
      else timer = setTimeout(() => setLost(true), PATIENCE)
    })
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return lost
}
