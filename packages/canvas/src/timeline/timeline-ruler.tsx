'use client'

import type { EventHistory } from '@spane/realtime'
import { formatDuration } from '@spane/ui'
import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type RefObject,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { shareOf, type TimeWindow, ticksOf } from './time-window.ts'
import type { Playback } from './use-playback.ts'

interface TimelineRulerProps {
  history: EventHistory
  playback: Playback
  shown: TimeWindow
  /** When the execution began: moments are written as the time since. */
  zero: number
  /** Called with a factor, below 1 to zoom in, and the moment around which. */
  onZoom: (factor: number, around: number) => void
  onFit: () => void
}

/** Events that Shift or Page makes of one. */
const LARGE_STEP = 10
const ZOOM_STEP = 1.5
/** Room that a tick with its label needs, in pixels. */
const TICK_WIDTH = 72

/** The line of time with the head on it: drag it, or move it by keys, event by event. */
export function TimelineRuler({ history, playback, shown, zero, onZoom, onFit }: TimelineRulerProps): ReactElement {
  const line = useRef<HTMLDivElement>(null)
  const head = useRef<HTMLDivElement>(null)
  const width = useWidth(line)
  const last = history.seq
  const { moment } = playback
  const seq = moment?.seq ?? last
  const time = moment?.time ?? history.timeOf(last)
  const share = moment ? shareOf(shown, time) : 1

  const seek = (event: PointerEvent) => {
    const box = line.current?.getBoundingClientRect()
    if (!box) return
    const at = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width))
    playback.seekTime(shown.from + at * (shown.to - shown.from))
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const wanted = seekByKey(event.key, { seq, last, step: event.shiftKey ? LARGE_STEP : 1 })
    if (wanted !== undefined) playback.seekEvent(wanted)
    else if (event.key === 'Escape') playback.goLive()
    else if (event.key === ' ') playback.togglePlay()
    else if (event.key === '+' || event.key === '=') onZoom(1 / ZOOM_STEP, time)
    else if (event.key === '-') onZoom(ZOOM_STEP, time)
    else if (event.key === '0') onFit()
    else return
    // The editor's own keys mean other things.
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      ref={line}
      data-timeline-ruler
      onPointerDown={(event) => {
        if (event.button !== 0 || last === 0) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        head.current?.focus()
        seek(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) seek(event)
      }}
      className="relative h-full cursor-ew-resize touch-none select-none"
    >
      {ticksOf(shown, zero, Math.max(2, Math.floor(width / TICK_WIDTH))).map((tick) => (
        <span
          key={tick}
          aria-hidden="true"
          className="pointer-events-none absolute bottom-0 h-2 border-line-strong border-l pl-1 text-[10px] text-faint leading-none tabular-nums"
          style={{ left: `${shareOf(shown, tick) * 100}%` }}
        >
          {/* At the end a label would be cut off, or stand under the head. */}
          {(1 - shareOf(shown, tick)) * width >= TICK_WIDTH && (
            <span className="absolute bottom-2 left-0 whitespace-nowrap">{formatDuration(tick - zero)}</span>
          )}
        </span>
      ))}
      <div
        ref={head}
        role="slider"
        tabIndex={0}
        aria-label="Moment of the execution"
        aria-valuemin={1}
        aria-valuemax={Math.max(1, last)}
        aria-valuenow={Math.max(1, seq)}
        aria-valuetext={
          moment ? `${formatDuration(time - zero)}, event ${seq} of ${last}` : `Now, event ${last} of ${last}`
        }
        data-live={moment === null || undefined}
        onKeyDown={onKeyDown}
        className="group/head absolute inset-y-0 z-10 -ml-2 w-4 outline-none"
        style={{ left: `${Math.min(1, Math.max(0, share)) * 100}%` }}
      >
        <span className="absolute inset-y-0 left-1/2 w-0.5 -translate-x-1/2 bg-accent" />
        <span className="absolute top-0 left-1/2 size-3 -translate-x-1/2 rotate-45 rounded-[2px] border-2 border-raised bg-accent group-focus-visible/head:ring-2 group-focus-visible/head:ring-accent" />
      </div>
    </div>
  )
}

/** An element's width in pixels, followed. */
function useWidth(ref: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!ref.current) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(Math.round(entry.contentRect.width)))
    observer.observe(ref.current)
    return () => observer.disconnect()
  }, [ref])
  return width
}

/** The event that a key of the slider leads to; undefined for other keys. */
function seekByKey(key: string, { seq, last, step }: { seq: number; last: number; step: number }): number | undefined {
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return seq - step
    case 'ArrowRight':
    case 'ArrowUp':
      return seq + step
    case 'PageDown':
      return seq - LARGE_STEP
    case 'PageUp':
      return seq + LARGE_STEP
    case 'Home':
      return 1
    case 'End':
      return last
    default:
      return undefined
  }
}
