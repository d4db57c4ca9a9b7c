import type { Rect } from './node-geometry.ts'

/** Lines on which an edge or the middle of what is dragged meets that of something else. */
export interface AlignGuides {
  /** Vertical lines, at these x. */
  vertical: readonly Guide[]
  /** Horizontal lines, at these y. */
  horizontal: readonly Guide[]
}

export interface Guide {
  at: number
  /** Where the line begins and ends along the other axis. */
  from: number
  to: number
}

const NEAR = 0.5

/** Where `moved` stands in line with others; for each line the longest stretch. */
export function findGuides(moved: Rect, others: readonly Rect[]): AlignGuides {
  const vertical = new Map<number, Guide>()
  const horizontal = new Map<number, Guide>()
  for (const other of others) {
    for (const at of shared(linesOf(moved.x, moved.width), linesOf(other.x, other.width))) {
      extend(vertical, at, [moved.y, moved.y + moved.height, other.y, other.y + other.height])
    }
    for (const at of shared(linesOf(moved.y, moved.height), linesOf(other.y, other.height))) {
      extend(horizontal, at, [moved.x, moved.x + moved.width, other.x, other.x + other.width])
    }
  }
  return { vertical: [...vertical.values()], horizontal: [...horizontal.values()] }
}

function linesOf(start: number, length: number): readonly [number, number, number] {
  return [start, start + length / 2, start + length]
}

/** Start with start, middle with middle, end with end. */
function shared(a: readonly [number, number, number], b: readonly [number, number, number]): number[] {
  return a.filter((line, index) => Math.abs(line - (b[index] as number)) <= NEAR)
}

function extend(guides: Map<number, Guide>, at: number, ends: readonly number[]): void {
  const known = guides.get(at)
  const all = known ? [...ends, known.from, known.to] : ends
  guides.set(at, { at, from: Math.min(...all), to: Math.max(...all) })
}
