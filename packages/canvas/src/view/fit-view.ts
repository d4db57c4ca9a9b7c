import { MOTION } from './motion.ts'

/** How the whole workflow is brought into view: clear of the controls at the edges, and never magnified. */
export const FIT_VIEW = {
  padding: { x: '48px', y: '72px' },
  maxZoom: 1,
  get duration(): number {
    return MOTION.move
  },
} as const
