/** The shapes of graphs that are measured. All nodes do nothing; with `bytes` in their config they put out so many. */
export function chainWorkflow(length, config = {}) {
  const ids = Array.from({ length }, (_, index) => `n${index}`)
  return workflow(
    `chain-${length}${config.bytes ? `-of-${config.bytes}` : ''}`,
    ids,
    ids.slice(1).map((id, index) => [ids[index], id]),
    config,
  )
}

/** A source, `width` nodes beside one another, and a join. */
export function fanWorkflow(width) {
  const middle = Array.from({ length: width }, (_, index) => `m${index}`)
  return workflow(
    `fan-${width}`,
    ['source', ...middle, 'join'],
    middle.flatMap((id) => [
      ['source', id],
      [id, 'join'],
    ]),
  )
}

/** Layers of nodes, each with one to three parents in the layer above. The same every time. */
export function randomWorkflow(nodes, layers) {
  const random = randomNumbers(42)
  const rows = Array.from({ length: layers }, () => [])
  for (let index = 0; index < nodes; index++) {
    // One a layer first, so that none is empty; the first layer keeps its one.
    const layer = index < layers ? index : 1 + Math.floor(random() * (layers - 1))
    rows[layer].push(`n${index}`)
  }
  const edges = rows.slice(1).flatMap((row, above) =>
    row.flatMap((id) => {
      const parents = new Set()
      const wanted = Math.min(rows[above].length, 1 + Math.floor(random() * 3))
      while (parents.size < wanted) parents.add(rows[above][Math.floor(random() * rows[above].length)])
      return [...parents].map((parent) => [parent, id])
    }),
  )
  return workflow(`random-${nodes}-${layers}`, rows.flat(), edges)
}

function workflow(id, ids, pairs, config = {}) {
  return {
    id,
    name: id,
    entryNodeId: ids[0],
    nodes: ids.map((nodeId) => ({ id: nodeId, type: 'noop', config })),
    edges: pairs.map(([source, target]) => ({
      id: `${source}>${target}`,
      source,
      sourcePort: 'main',
      target,
      targetPort: 'main',
    })),
  }
}

/** Mulberry32. */
function randomNumbers(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
