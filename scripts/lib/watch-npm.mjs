import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const INTERVAL = 1_000

/**
 * Calls back when the npm that runs this script is gone. npm starts a script by way of a shell; a SIGTERM to npm ends
 * that shell but is not passed on by it, and a `kill -9` of npm is passed on by nobody.
 * @param {() => void} onGone
 * @returns {() => void} ends the watch
 */
export function watchNpm(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return () => undefined
  const parent = process.ppid
  const { command, ppid } = readProcess(parent) ?? { command: '', ppid: parent }
  const npm = /^-?(ba|da|z|a)?sh$/.test(command.split('/').at(-1)) ? ppid : parent
  const timer = setInterval(() => {
    if (process.ppid === parent && isRunning(npm)) return
    clearInterval(timer)
    onGone()
  }, INTERVAL)
  return () => clearInterval(timer)
}

/** Name, parent and state of a process. The small images of containers have /proc and no `ps`. */
function readProcess(pid) {
  try {
    if (process.platform === 'linux') {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      const end = stat.lastIndexOf(')')
      const [state, ppid] = stat.slice(end + 2).split(' ')
      return { command: stat.slice(stat.indexOf('(') + 1, end), ppid: Number(ppid), state }
    }
    const { stdout } = spawnSync('ps', ['-o', 'ppid=,state=,comm=', '-p', String(pid)], { encoding: 'utf8' })
    const [, ppid, state, command] = /^\s*(\d+)\s+(\S)\S*\s+(.*?)\s*$/.exec(stdout)
    return { command, ppid: Number(ppid), state }
  } catch {
    return undefined
  }
}

function isRunning(pid) {
  if (process.platform === 'linux') {
    const found = readProcess(pid)
    return found !== undefined && found.state !== 'Z'
  }
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
