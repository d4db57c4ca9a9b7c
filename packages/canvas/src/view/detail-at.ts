import type { Detail } from '../store/editor-state.ts'

/** Below these the eye cannot read a card's own letters, the hand cannot hit a +, and no letters help any more. */
const LARGE_BELOW = 0.7
const PLAIN_BELOW = 0.5
const BLOCK_BELOW = 0.3
/** A zoom that wavers about a limit must not draw everything again and again. */
const SLACK = 0.02

/** How much of a node is drawn at a zoom, given how much is drawn now. */
export function detailAt(zoom: number, now: Detail): Detail {
  if (zoom < BLOCK_BELOW + (now === 'block' ? SLACK : 0)) return 'block'
  if (zoom < PLAIN_BELOW + (now === 'block' || now === 'plain' ? SLACK : 0)) return 'plain'
  if (zoom < LARGE_BELOW + (now === 'whole' ? 0 : SLACK)) return 'large'
  return 'whole'
}
