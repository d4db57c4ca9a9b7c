'use client'

import { Button, formatDuration, IconButton, Kbd, Select } from '@spane/ui'
import { ChevronDown, ChevronUp, Pause, Play, Radio, ScanLine, ZoomIn, ZoomOut } from 'lucide-react'
import type { ReactElement } from 'react'
import { type Playback, SPEEDS } from './use-playback.ts'

interface TimelineControlsProps {
  playback: Playback
  /** The time from the beginning to what is shown, in ms. */
  shownMs: number
  isOver: boolean
  isOpen: boolean
  onToggle: () => void
  onZoom: (factor: number) => void
  onFit: () => void
}

const SPEED_OPTIONS = SPEEDS.map((speed) => ({ value: String(speed), label: `${speed}×` }))

/** Play, speed and the way back to now; zoom, when the bars are shown. */
export function TimelineControls(props: TimelineControlsProps): ReactElement {
  const { playback, shownMs, isOver, isOpen, onToggle, onZoom, onFit } = props
  const { moment, isPlaying } = playback
  return (
    <div className="@container flex h-10 items-center gap-1 px-2">
      <IconButton
        size="sm"
        label={isPlaying ? 'Pause the replay' : 'Play the course of the run'}
        shortcut={<Kbd>Space</Kbd>}
        onClick={playback.togglePlay}
      >
        {isPlaying ? <Pause /> : <Play />}
      </IconButton>
      <Select
        size="sm"
        aria-label="Speed of the replay"
        value={String(playback.speed)}
        onValueChange={(speed) => playback.setSpeed(Number(speed))}
        options={SPEED_OPTIONS}
        className="w-18 shrink-0"
      />
      <span className="min-w-18 whitespace-nowrap px-2 text-muted text-xs tabular-nums">{formatDuration(shownMs)}</span>
      {moment === null ? (
        <span
          data-tone={isOver ? 'pending' : 'running'}
          className="flex items-center gap-1 whitespace-nowrap px-2 text-tone text-xs"
        >
          <Radio aria-hidden="true" className="size-3.5" />
          <span className="@max-md:sr-only">{isOver ? 'As it ended' : 'Live'}</span>
        </span>
      ) : (
        <Button size="sm" variant="primary" onClick={playback.goLive}>
          <Radio aria-hidden="true" />
          {isOver ? 'Back to the end' : 'Back to live'}
        </Button>
      )}
      <span className="ml-auto" />
      {isOpen && (
        <div className="flex items-center gap-1 @max-lg:hidden">
          <Legend />
          <IconButton size="sm" label="Zoom in on the timeline" shortcut={<Kbd>+</Kbd>} onClick={() => onZoom(1 / 1.5)}>
            <ZoomIn />
          </IconButton>
          <IconButton size="sm" label="Zoom out of the timeline" shortcut={<Kbd>-</Kbd>} onClick={() => onZoom(1.5)}>
            <ZoomOut />
          </IconButton>
          <IconButton size="sm" label="Show the whole timeline" shortcut={<Kbd>0</Kbd>} onClick={onFit}>
            <ScanLine />
          </IconButton>
        </div>
      )}
      <Button size="sm" variant="ghost" aria-expanded={isOpen} onClick={onToggle}>
        {isOpen ? <ChevronDown aria-hidden="true" /> : <ChevronUp aria-hidden="true" />}
        Timeline
      </Button>
    </div>
  )
}

const KINDS = [
  { kind: 'run', tone: 'completed', label: 'ran' },
  { kind: 'queue', tone: 'pending', label: 'queued' },
  { kind: 'retry', tone: 'retrying', label: 'before a retry' },
  { kind: 'wait', tone: 'waiting', label: 'waited' },
] as const

function Legend(): ReactElement {
  return (
    <ul aria-label="Bars" className="hidden items-center gap-3 whitespace-nowrap pr-2 text-faint text-xs @4xl:flex">
      {KINDS.map(({ kind, tone, label }) => (
        <li key={kind} className="flex items-center gap-1.5">
          <span aria-hidden="true" className="relative h-3 w-5">
            <span data-kind={kind} data-tone={tone} className="timeline-bar w-5" />
          </span>
          {label}
        </li>
      ))}
    </ul>
  )
}
