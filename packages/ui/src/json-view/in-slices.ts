/** Time that is taken at once, so that typing and scrolling never wait. */
const SLICE_MS = 8

/**
 * Calls `step` until it says that it is done, for some milliseconds at a time, and `onSlice` after each of these times.
 * Returns what ends it early.
 */
export function inSlices(step: () => boolean, onSlice: (done: boolean) => void): () => void {
  const slice = () => {
    const until = performance.now() + SLICE_MS
    let done = false
    while (!done && performance.now() < until) done = step()
    onSlice(done)
    if (!done) timer = setTimeout(slice, 0)
  }
  let timer = setTimeout(slice, 0)
  return () => clearTimeout(timer)
}
