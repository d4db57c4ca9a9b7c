'use client'

import { useCallback, useEffect, useRef, useState } from 'react'

/** Long enough to get from the line to its buttons, which are drawn in another layer. */
const LINGER_MS = 180

/** Whether the pointer is on an edge or on its buttons. */
export function useHoveredEdge(): {
  isHovered: boolean
  hoverProps: { onMouseEnter: () => void; onMouseLeave: () => void }
} {
  const [isHovered, setHovered] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const onMouseEnter = useCallback(() => {
    clearTimeout(timer.current)
    setHovered(true)
  }, [])
  const onMouseLeave = useCallback(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setHovered(false), LINGER_MS)
  }, [])
  return { isHovered, hoverProps: { onMouseEnter, onMouseLeave } }
}
