import { spawnSync } from 'node:child_process'
import { setTimeout as delay } from 'node:timers/promises'
import type { PostgresBinaries } from './postgres-binaries.ts'
import { isAlive } from './process-identity.ts'

/**
 * Stops a server: first "fast" (clients are disconnected, everything is written), then, if it takes too long,
 * "immediate" (the next start recovers from the log). Resolves when the process is gone.
 */
export async function stopServer(pid: number, cluster: string, binaries: PostgresBinaries): Promise<void> {
  for (const { mode, signal, patience } of [
    { mode: 'fast', signal: 'SIGINT', patience: 15_000 },
    { mode: 'immediate', signal: 'SIGQUIT', patience: 10_000 },
  ] as const) {
    sendStop(pid, cluster, binaries, mode, signal)
    if (await waitUntilGone(pid, patience)) return
  }
  process.kill(pid, 'SIGKILL')
  await waitUntilGone(pid, 5_000)
}

function sendStop(pid: number, cluster: string, { pgCtl }: PostgresBinaries, mode: string, signal: NodeJS.Signals) {
  // Windows has no signals; pg_ctl raises the event that the server listens for there.
  if (process.platform === 'win32') {
    spawnSync(pgCtl, ['stop', '-D', cluster, '-m', mode, '-W'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(pid, signal)
  } catch {
    // It is gone already.
  }
}

async function waitUntilGone(pid: number, patience: number): Promise<boolean> {
  const deadline = Date.now() + patience
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await delay(20)
  }
  return true
}
