import { STATUS_LOOKS, type Tone } from '@spane/ui'
import type { DisplayStatus } from '../run/display-status.ts'

/** The theme's colour pair of each state of a node. */
export const STATUS_TONES: Readonly<Record<DisplayStatus, Tone>> = {
  pending: STATUS_LOOKS.pending.tone,
  ready: STATUS_LOOKS.ready.tone,
  running: STATUS_LOOKS.running.tone,
  waiting: STATUS_LOOKS.waiting.tone,
  retrying: STATUS_LOOKS.retrying.tone,
  completed: STATUS_LOOKS.completed.tone,
  failed: STATUS_LOOKS.failed.tone,
  skipped: STATUS_LOOKS.skipped.tone,
  cancelled: STATUS_LOOKS.cancelled.tone,
  'not-reached': STATUS_LOOKS['not-reached'].tone,
}
