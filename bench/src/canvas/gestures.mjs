import { setTimeout as delay } from 'node:timers/promises'

/** As often as a hand's device tells of itself, in milliseconds. */
const STEP_MS = 16
const STEPS = 120

/**
 * Moves of a hand, sent to the browser as real input. Each waits until the page has taken the one before, as a device
 * does whose events are gathered while the page is busy.
 * @param {import('@playwright/test').CDPSession} cdp
 */
export function createHand(cdp) {
  const mouse = (type, point, rest = {}) => cdp.send('Input.dispatchMouseEvent', { type, ...point, ...rest })

  /** The same number of steps however busy the machine is, so that what they cost can be compared. */
  async function steps(act) {
    let due = performance.now()
    for (let step = 1; step <= STEPS; step++) {
      await act(step / STEPS)
      due = Math.max(due + STEP_MS, performance.now())
      await delay(due - performance.now())
    }
  }

  return {
    /** Two fingers: there and back again. */
    async pan(middle) {
      await steps((share) => {
        const way = share < 0.5 ? 1 : -1
        return mouse('mouseWheel', middle, { deltaX: 14 * way, deltaY: 9 * way })
      })
    },

    /** Ctrl and the wheel: in and out again. */
    async zoom(middle) {
      await steps((share) => mouse('mouseWheel', middle, { deltaX: 0, deltaY: share < 0.5 ? -6 : 6, modifiers: 2 }))
    },

    /** With the left button, in a circle of `radius` pixels and back to where it began. */
    async drag(from, radius = 60) {
      await mouse('mouseMoved', from)
      await mouse('mousePressed', from, { button: 'left', buttons: 1, clickCount: 1 })
      await steps((share) => {
        const angle = share * 2 * Math.PI
        const x = from.x + radius * Math.sin(angle)
        const y = from.y + radius * (1 - Math.cos(angle))
        return mouse('mouseMoved', { x, y }, { button: 'left', buttons: 1 })
      })
      await mouse('mouseMoved', from, { button: 'left', buttons: 1 })
      await mouse('mouseReleased', from, { button: 'left', buttons: 0, clickCount: 1 })
    },

    /** From one corner of a box to the other. */
    async box({ x, y, width, height }) {
      await mouse('mouseMoved', { x, y })
      await mouse('mousePressed', { x, y }, { button: 'left', buttons: 1, clickCount: 1 })
      for (let step = 1; step <= 8; step++) {
        const point = { x: x + (width * step) / 8, y: y + (height * step) / 8 }
        await mouse('mouseMoved', point, { button: 'left', buttons: 1 })
      }
      await mouse('mouseReleased', { x: x + width, y: y + height }, { button: 'left', buttons: 0, clickCount: 1 })
    },
  }
}
