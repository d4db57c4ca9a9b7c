export interface Throttled {
  (): void
  cancel(): void
}

/** Calls at once, then at most once an interval; what is asked for in between is answered at its end. */
export function throttle(action: () => void, interval: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  let again = false
  const run = () => {
    action()
    timer = setTimeout(() => {
      timer = undefined
      if (!again) return
      again = false
      run()
    }, interval)
  }
  const throttled = () => {
    if (timer) again = true
    else run()
  }
  return Object.assign(throttled, {
    cancel: () => {
      clearTimeout(timer)
      timer = undefined
      again = false
    },
  })
}
