import type { Rect } from '../edit/node-geometry.ts'

/** The piece of the drawing that the map shows. */
export interface MapFrame {
  /** What stands in the map's top left corner. */
  x: number
  y: number
  /** Units of the drawing in a pixel of the map. */
  scale: number
}

/** Pixels around what is shown. */
const MARGIN = 5

/** Shows all of `content` and all of `view`, in the middle of a map of this size. */
export function frameMap(content: Rect | undefined, view: Rect, size: { width: number; height: number }): MapFrame {
  const shown = content ? unite(content, view) : view
  const [width, height] = [size.width - 2 * MARGIN, size.height - 2 * MARGIN]
  const scale = Math.max(shown.width / width, shown.height / height, Number.EPSILON)
  return {
    x: shown.x - (size.width * scale - shown.width) / 2,
    y: shown.y - (size.height * scale - shown.height) / 2,
    scale,
  }
}

/** The rectangle that holds all of these; undefined when there are none. */
export function boundsOf(rects: Iterable<Rect>): Rect | undefined {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity]
  for (const { x, y, width, height } of rects) {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x + width)
    bottom = Math.max(bottom, y + height)
  }
  return left > right ? undefined : { x: left, y: top, width: right - left, height: bottom - top }
}

function unite(a: Rect, b: Rect): Rect {
  return boundsOf([a, b]) ?? a
}
