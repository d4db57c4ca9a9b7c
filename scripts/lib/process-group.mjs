/**
 * Options for `spawn` that put a program into a process group of its own. Ctrl-C in a terminal then reaches the launcher
 * only, which ends everything in order; and a program can be ended together with the ones that it started.
 */
export const ownGroup = { detached: process.platform !== 'win32', windowsHide: true }

/**
 * Sends a signal to a program that was started with `ownGroup` and to all that it started.
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
export function signalGroup(child, signal) {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // It has just ended.
  }
}
