'use client'

import type { EventHistory } from '@spane/realtime'
import { useCallback, useEffect, useMemo, useState } from 'react'

/** A moment of an execution: in ms since the epoch, and the last event that had happened by then. */
export interface Moment {
  seq: number
  time: number
}

export const SPEEDS = [1, 2, 5, 10, 25, 50, 100] as const

export interface Playback {
  /** The moment that is looked at; null follows the execution live. */
  moment: Moment | null
  isPlaying: boolean
  /** Seconds of the execution that go by in one. */
  speed: number
  seekTime: (time: number) => void
  seekEvent: (seq: number) => void
  /** Shows again how it stands now. */
  goLive: () => void
  /** Plays from the moment that is looked at; from the beginning when that is now. */
  togglePlay: () => void
  setSpeed: (speed: number) => void
}

/** Most often that the picture moves while it plays, in ms: every step may draw many nodes. */
const FRAME = 50

/**
 * Looking back at an execution: any moment, or moving through it at a speed. What plays to the end stays there when the
 * execution is over, and follows live when it is not.
 */
export function usePlayback(history: EventHistory, isOver: boolean): Playback {
  // Of this history: another execution starts with now.
  const [looked, setLooked] = useState<{ history: EventHistory; moment: Moment } | null>(null)
  const moment = looked?.history === history ? looked.moment : null
  const setMoment = useCallback(
    (next: Moment | null | ((before: Moment | null) => Moment)) =>
      setLooked((before) => {
        const known = before?.history === history ? before.moment : null
        const moment = typeof next === 'function' ? next(known) : next
        return moment && { history, moment }
      }),
    [history],
  )
  const [isPlaying, setIsPlaying] = useState(false)
  const [speed, setSpeed] = useState<number>(1)

  const momentAt = useCallback(
    (time: number): Moment => {
      const clamped = Math.min(Math.max(time, history.timeOf(1)), history.timeOf(history.seq))
      return { time: clamped, seq: Math.max(1, history.seqAt(clamped)) }
    },
    [history],
  )

  useEffect(() => {
    if (!isPlaying) return
    let last = performance.now()
    const timer = setInterval(() => {
      const now = performance.now()
      const elapsed = (now - last) * speed
      last = now
      setMoment((before) => momentAt((before?.time ?? history.timeOf(1)) + elapsed))
    }, FRAME)
    return () => clearInterval(timer)
  }, [isPlaying, speed, history, momentAt, setMoment])

  // The end is a moment like any other until it is reached.
  const isAtEnd = moment !== null && moment.seq >= history.seq && moment.time >= history.timeOf(history.seq)
  useEffect(() => {
    if (!isPlaying || !isAtEnd) return
    setIsPlaying(false)
    if (!isOver) setMoment(null)
  }, [isPlaying, isAtEnd, isOver, setMoment])

  return useMemo(
    () => ({
      moment,
      isPlaying,
      speed,
      seekTime: (time) => setMoment(momentAt(time)),
      seekEvent: (seq) => {
        const wanted = Math.min(Math.max(1, seq), Math.max(1, history.seq))
        setMoment({ seq: wanted, time: history.timeOf(wanted) })
      },
      goLive: () => {
        setIsPlaying(false)
        setMoment(null)
      },
      togglePlay: () => {
        if (!isPlaying && (moment === null || isAtEnd)) setMoment(momentAt(history.timeOf(1)))
        setIsPlaying(!isPlaying)
      },
      setSpeed,
    }),
    [moment, isPlaying, speed, isAtEnd, history, momentAt, setMoment],
  )
}
