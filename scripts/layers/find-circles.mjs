/**
 * The groups of files that import each other in a circle (Tarjan's strongly connected components of more than one file, or
 * of one that imports itself), each as a path that comes back to its start.
 * @param {Map<string, string[]>} graph from a file to the files that it imports
 * @returns {string[][]}
 */
export function findCircles(graph) {
  const order = new Map()
  const low = new Map()
  const stack = []
  const onStack = new Set()
  const circles = []

  // Written with a stack of its own: an import chain may be deeper than the call stack.
  for (const root of graph.keys()) {
    if (order.has(root)) continue
    const work = [{ file: root, next: 0 }]
    while (work.length > 0) {
      const frame = work[work.length - 1]
      const { file } = frame
      if (frame.next === 0) {
        order.set(file, order.size)
        low.set(file, order.get(file))
        stack.push(file)
        onStack.add(file)
      }
      const target = (graph.get(file) ?? [])[frame.next]
      frame.next += 1
      if (target !== undefined) {
        if (!graph.has(target)) continue
        if (!order.has(target)) work.push({ file: target, next: 0 })
        else if (onStack.has(target)) low.set(file, Math.min(low.get(file), order.get(target)))
        continue
      }
      work.pop()
      const parent = work[work.length - 1]
      if (parent !== undefined) low.set(parent.file, Math.min(low.get(parent.file), low.get(file)))
      if (low.get(file) !== order.get(file)) continue
      const members = new Set(stack.splice(stack.indexOf(file)))
      for (const member of members) onStack.delete(member)
      if (members.size > 1 || graph.get(file).includes(file)) circles.push(tracePath(graph, members, file))
    }
  }
  return circles
}

// The shortest way from a file back to itself within its group.
function tracePath(graph, members, start) {
  const cameFrom = new Map()
  const queue = [start]
  for (const file of queue) {
    for (const target of graph.get(file)) {
      if (target === start) {
        const path = [start]
        for (let at = file; at !== start; at = cameFrom.get(at)) path.splice(1, 0, at)
        return [...path, start]
      }
      if (!members.has(target) || cameFrom.has(target)) continue
      cameFrom.set(target, file)
      queue.push(target)
    }
  }
  return [...members]
}
