/** What the bench asks a page for. */
export interface Bench {
  /** Milliseconds from the navigation to the first idle moment with nodes and edges on the screen. */
  interactiveAt: Promise<number>
  startRun: (perSecond: number) => void
  stopRun: () => void
  /** Where a node is on the screen; undefined for one that is not drawn. */
  rectOf: (nodeId: string) => Rect | undefined
  startFrames: () => void
  stopFrames: () => Frames
}

export interface Rect {
  x: number
  y: number
  width: number
  height: number
}

export interface Frames {
  /** Milliseconds between frames. */
  frames: number[]
  longTasks: number[]
  /** How many cards the frames changed. */
  cardsChanged: number
}

declare global {
  interface Window {
    bench: Bench
  }
}

/** Notes the times of frames, long tasks, and which cards change. */
export function createRecorder(): Pick<Bench, 'startFrames' | 'stopFrames'> {
  let frames: number[] = []
  let longTasks: number[] = []
  let cards = new Set<Element>()
  let running = 0
  const tasks = new PerformanceObserver((list) => longTasks.push(...list.getEntries().map((entry) => entry.duration)))
  const mutations = new MutationObserver((changes) => {
    for (const { target } of changes) {
      const card = (target instanceof Element ? target : target.parentElement)?.closest('.react-flow__node')
      if (card) cards.add(card)
    }
  })
  return {
    startFrames() {
      frames = []
      longTasks = []
      cards = new Set()
      tasks.observe({ type: 'longtask' })
      const canvas = document.querySelector('.react-flow__nodes')
      if (canvas) mutations.observe(canvas, { subtree: true, childList: true, attributes: true, characterData: true })
      let last = performance.now()
      const tick = (now: number) => {
        frames.push(now - last)
        last = now
        running = requestAnimationFrame(tick)
      }
      running = requestAnimationFrame((now) => {
        last = now
        running = requestAnimationFrame(tick)
      })
    },
    stopFrames() {
      cancelAnimationFrame(running)
      tasks.disconnect()
      mutations.disconnect()
      return { frames, longTasks, cardsChanged: cards.size }
    },
  }
}

/** Resolves at the first idle moment with nodes and edges drawn. */
export function waitUntilInteractive(): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      const isDrawn = document.querySelector('.react-flow__node') && document.querySelector('.react-flow__edge-path')
      if (!isDrawn) return requestAnimationFrame(look)
      requestAnimationFrame(() => requestIdleCallback(() => resolve(performance.now())))
    }
    look()
  })
}

export function rectOf(nodeId: string): Rect | undefined {
  const element = document.querySelector(`.react-flow__node[data-id="${nodeId}"]`)
  if (!element) return undefined
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x, y, width, height }
}
