import { ancestorsOf, type Position, reachableFrom, type WorkflowGraph } from '@spane/workflow'

export type Direction = 'left' | 'right' | 'up' | 'down'

/**
 * The node that an arrow key leads to: along an edge to the left and right, to the nearest above and below.
 * Without edges in that direction, the nearest that lies there.
 */
export function walkGraph(
  graph: WorkflowGraph,
  positions: ReadonlyMap<string, Position>,
  from: string,
  direction: Direction,
): string | undefined {
  const linked =
    direction === 'right'
      ? graph.outgoing.get(from)?.map((edge) => edge.target)
      : direction === 'left'
        ? graph.incoming.get(from)?.map((edge) => edge.source)
        : undefined
  const start = positions.get(from)
  if (!start) return undefined
  if (linked && linked.length > 0) return nearest(linked, positions, start, () => true)
  return nearest([...graph.nodes.keys()], positions, start, (place) => liesThere(start, place, direction), from)
}

/** Everything up- or downstream of some nodes, themselves included. */
export function selectStream(graph: WorkflowGraph, from: readonly string[], direction: 'left' | 'right'): string[] {
  const ids = new Set(from)
  for (const id of from) {
    for (const other of direction === 'right' ? reachableFrom(graph, id) : ancestorsOf(graph, id)) ids.add(other)
  }
  return [...ids]
}

function nearest(
  ids: readonly string[],
  positions: ReadonlyMap<string, Position>,
  start: Position,
  accepts: (place: Position) => boolean,
  except?: string,
): string | undefined {
  let best: string | undefined
  let shortest = Number.POSITIVE_INFINITY
  for (const id of ids) {
    const place = positions.get(id)
    if (!place || id === except || !accepts(place)) continue
    const distance = Math.hypot(place.x - start.x, place.y - start.y)
    if (distance < shortest) {
      shortest = distance
      best = id
    }
  }
  return best
}

/** Inside the quarter of the plane that the arrow points at. */
function liesThere(start: Position, place: Position, direction: Direction): boolean {
  const dx = place.x - start.x
  const dy = place.y - start.y
  switch (direction) {
    case 'left':
      return dx < 0 && Math.abs(dy) <= -dx
    case 'right':
      return dx > 0 && Math.abs(dy) <= dx
    case 'up':
      return dy < 0 && Math.abs(dx) <= -2 * dy
    case 'down':
      return dy > 0 && Math.abs(dx) <= 2 * dy
  }
}
