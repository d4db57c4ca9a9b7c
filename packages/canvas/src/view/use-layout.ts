'use client'

import { useEffect, useState } from 'react'
import { loadedLayout, loadLayout } from '../edit/load-layout.ts'

/** Loads the layout when it is needed; false until it is here, or cannot be had: then nodes are placed without it. */
export function useLayout(isNeeded: boolean): boolean {
  const [isDone, setDone] = useState(() => loadedLayout() !== undefined)
  useEffect(() => {
    if (!isNeeded || isDone) return
    let isGone = false
    const finish = () => {
      if (!isGone) setDone(true)
    }
    loadLayout().then(finish, finish)
    return () => {
      isGone = true
    }
  }, [isNeeded, isDone])
  return isDone || !isNeeded
}
