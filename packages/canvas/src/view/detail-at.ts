import type { Detail } from '../store/editor-state.ts'

/** Below these the hand cannot hit a +, and the eye cannot read a name. */
const PLAIN_BELOW = 0.5
const BLOCK_BELOW = 0.3
/** A zoom that wavers about a limit must not draw everything again and again. */
const SLACK = 0.02

/** How much of a node is drawn at a zoom, given how much is drawn now. */
export function detailAt(zoom: number, now: Detail): Detail {
  if (zoom < BLOCK_BELOW + (now === 'block' ? SLACK : 0)) return 'block'
  if (zoom < PLAIN_BELOW + (now === 'whole' ? 0 : SLACK)) return 'plain'
  return 'whole'
}
