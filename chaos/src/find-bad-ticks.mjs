/**
 * What is wrong with the ticks of a schedule of every second: each second from the first to the last has to be there once.
 * @param {readonly number[]} times milliseconds since 1970, in any order
 * @returns {string[]} a sentence a problem
 */
export function findBadTicks(times) {
  if (times.length === 0) return ['The schedule never started anything']
  const ticks = times.toSorted((a, b) => a - b)
  return ticks.slice(1).flatMap((tick, index) => {
    const gap = tick - ticks[index]
    if (gap === 1_000) return []
    return [`${new Date(tick).toISOString()} was ${gap === 0 ? 'started twice' : `${gap} ms after the tick before it`}`]
  })
}
