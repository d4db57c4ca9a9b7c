'use client'

import type { EventHistory } from '@spane/realtime'
import { cn, StatusIcon, useNow } from '@spane/ui'
import { useVirtualizer } from '@tanstack/react-virtual'
import { Route } from 'lucide-react'
import { type ReactElement, useEffect, useMemo, useRef, useState } from 'react'
import { displayStatus } from '../run/display-status.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { buildTimeline, type TimelineRow } from './build-timeline.ts'
import { findCriticalPath } from './critical-path.ts'
import { describeRow } from './describe-segment.ts'
import { panWindow, revealMoment, shareOf, type TimeWindow, zoomWindow } from './time-window.ts'
import { TimelineBars } from './timeline-bars.tsx'
import { TimelineControls } from './timeline-controls.tsx'
import { TimelineRuler } from './timeline-ruler.tsx'
import type { Playback } from './use-playback.ts'

const ROW_HEIGHT = 24
/** Height of the rows in sight, in pixels: seven of them. */
const ROWS_HEIGHT = 7 * ROW_HEIGHT
/** How much a notch of the wheel zooms. */
const WHEEL_ZOOM = 1.0015

export interface RunTimelineProps {
  history: EventHistory
  /** `history.seq`: says that it has grown. */
  seq: number
  /** The execution has ended. */
  isOver: boolean
  playback: Playback
  isOpen: boolean
  onToggle: () => void
  /** Why its events could not be loaded. */
  problem?: string
}

/** The course of the run under its canvas: a bar an attempt, and the moment that canvas and inspector show. */
export function RunTimeline({
  history,
  seq,
  isOver,
  playback,
  isOpen,
  onToggle,
  problem,
}: RunTimelineProps): ReactElement {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history grows in place; seq says so
  const timeline = useMemo(() => buildTimeline(history.events), [history, seq])
  const now = useRunningEnd(history.timeOf(seq), isOver)
  const whole = { from: timeline.from, to: Math.max(timeline.from + 1, timeline.to ?? now) }
  // None follows the whole as it grows.
  const [zoomed, setZoomed] = useState<TimeWindow>()
  const { moment } = playback
  const shown = zoomed && moment && playback.isPlaying ? revealMoment(zoomed, whole, moment.time) : (zoomed ?? whole)
  const zoom = (factor: number, around = moment?.time ?? (shown.from + shown.to) / 2) => {
    const next = zoomWindow(shown, whole, factor, around)
    setZoomed(next.to - next.from >= whole.to - whole.from ? undefined : next)
  }
  const fit = () => setZoomed(undefined)
  const wheelArea = useWheel((event, share) => {
    if (event.ctrlKey || event.metaKey || (event.target as Element).closest('[data-timeline-ruler]')) {
      zoom(WHEEL_ZOOM ** event.deltaY, shown.from + share * (shown.to - shown.from))
      return true
    }
    const sideways = event.shiftKey ? event.deltaY : event.deltaX
    if (sideways === 0 || !zoomed) return false
    setZoomed(panWindow(shown, whole, sideways / 1_000))
    return true
  })

  return (
    <section aria-label="Timeline" className="flex shrink-0 flex-col border-line border-t bg-surface">
      <TimelineControls
        playback={playback}
        shownMs={(moment?.time ?? whole.to) - whole.from}
        isOver={isOver}
        isOpen={isOpen}
        onToggle={onToggle}
        onZoom={zoom}
        onFit={fit}
      />
      {problem && (
        <p role="status" className="px-3 pb-2 text-failed text-xs">
          The course of this run could not be loaded: {problem}
        </p>
      )}
      <div ref={wheelArea} className="flex flex-col">
        <div className="flex h-7 overflow-hidden border-line border-t [scrollbar-gutter:stable]">
          <div className="flex w-44 shrink-0 items-center border-line border-r px-3 text-faint text-xs">
            {timeline.rows.length} {timeline.rows.length === 1 ? 'node' : 'nodes'}
          </div>
          <div data-timeline-area className="relative min-w-0 flex-1 overflow-hidden px-2">
            <TimelineRuler
              history={history}
              playback={playback}
              shown={shown}
              zero={whole.from}
              onZoom={zoom}
              onFit={fit}
            />
          </div>
        </div>
        {isOpen && <Rows timeline={timeline} shown={shown} now={now} moment={moment?.time} />}
      </div>
    </section>
  )
}

interface RowsProps {
  timeline: { rows: TimelineRow[]; from: number; to?: number }
  shown: TimeWindow
  now: number
  moment: number | undefined
}

/** A row a node; only those in sight are drawn. */
function Rows({ timeline, shown, now, moment }: RowsProps): ReactElement {
  const scroller = useRef<HTMLDivElement>(null)
  const graph = useEditor((state) => state.graph)
  const critical = useMemo(() => new Set(findCriticalPath(timeline, graph)), [timeline, graph])
  const { rows } = timeline
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    getItemKey: (index) => rows[index]?.nodeId ?? index,
    overscan: 6,
  })
  const veil = moment === undefined ? undefined : shareOf(shown, moment)
  return (
    <div
      ref={scroller}
      className="h-40 overflow-y-auto border-line border-t [scrollbar-gutter:stable]"
      data-timeline-rows
    >
      {rows.length === 0 ? (
        <p className="px-3 py-3 text-muted text-sm">
          Nothing has happened yet. Bars appear as soon as a node is ready.
        </p>
      ) : (
        <ol
          aria-label="Nodes in the order of their start"
          className="relative"
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <li
                key={item.key}
                aria-setsize={rows.length}
                aria-posinset={item.index + 1}
                className="absolute inset-x-0 flex"
                style={{ height: ROW_HEIGHT, transform: `translateY(${item.start}px)` }}
              >
                <RowLabel row={row} now={now} isCritical={critical.has(row.nodeId)} />
                <div data-row-id={row.nodeId} className="relative min-w-0 flex-1 overflow-hidden px-2">
                  <div className="relative h-full">
                    <TimelineBars row={row} shown={shown} now={now} isCritical={critical.has(row.nodeId)} />
                  </div>
                </div>
              </li>
            )
          })}
        </ol>
      )}
      {veil !== undefined && rows.length > 0 && <Veil share={veil} />}
    </div>
  )
}

/** What comes after the moment that is looked at lies under it. */
function Veil({ share }: { share: number }): ReactElement {
  return (
    <div aria-hidden="true" className="pointer-events-none sticky bottom-0 left-0 h-0">
      <div className="absolute right-2 bottom-0 left-46" style={{ height: ROWS_HEIGHT }}>
        <div
          className="absolute inset-y-0 right-0 border-accent border-l bg-surface/65"
          style={{ left: `${Math.min(1, Math.max(0, share)) * 100}%` }}
        />
      </div>
    </div>
  )
}

function RowLabel({ row, now, isCritical }: { row: TimelineRow; now: number; isCritical: boolean }): ReactElement {
  const name = useEditor((state) => state.graph.nodes.get(row.nodeId)?.name || row.nodeId)
  const isInspected = useEditor((state) => state.inspectedNodeId === row.nodeId)
  // Of the moment that is looked at, as on the canvas.
  const status = useEditor((state) => (state.run ? displayStatus(state.run.view, row.nodeId) : row.status))
  const { select, inspect } = useEditorActions()
  return (
    <button
      type="button"
      aria-label={`${name}${isCritical ? ', on the critical path' : ''}. ${describeRow(row, now)}`}
      aria-current={isInspected || undefined}
      onClick={() => {
        select([row.nodeId])
        inspect(row.nodeId, 'run')
      }}
      className={cn(
        'flex w-44 shrink-0 items-center gap-1.5 border-line border-r px-3 text-left text-xs hover:bg-hover',
        isInspected && 'bg-accent-soft',
        isCritical && 'font-semibold',
      )}
    >
      <StatusIcon status={status} className="size-3" />
      <span className="min-w-0 flex-1 truncate">{name}</span>
      {isCritical && (
        <span title="On the critical path: the length of the run hangs on it" className="flex text-accent-ink">
          <Route aria-hidden="true" className="size-3" />
        </span>
      )}
    </button>
  )
}

/** Where bars that go on end for now: never before the last event, whose clock need not be that of this machine. */
function useRunningEnd(last: number, isOver: boolean): number {
  const tick = useNow(isOver ? 60_000 : 250)
  return isOver ? last : Math.max(last, tick)
}

/** Listens to the wheel so that it can be kept from scrolling the page: React's own listeners cannot. */
function useWheel(onWheel: (event: WheelEvent, share: number) => boolean) {
  const area = useRef<HTMLDivElement>(null)
  const handler = useRef(onWheel)
  useEffect(() => {
    handler.current = onWheel
  })
  useEffect(() => {
    const element = area.current
    if (!element) return
    const listen = (event: WheelEvent) => {
      const box = element.querySelector('[data-timeline-ruler]')?.getBoundingClientRect()
      const share = box ? Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)) : 0.5
      if (handler.current(event, share)) event.preventDefault()
    }
    element.addEventListener('wheel', listen, { passive: false })
    return () => element.removeEventListener('wheel', listen)
  }, [])
  return area
}
