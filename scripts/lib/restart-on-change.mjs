import { watch } from 'node:fs'

const SETTLE = 300

/**
 * Restarts processes when compiled files in these folders change; one restart for all files that a compilation writes.
 * @param {string[]} directories
 * @param {import('./supervised-process.mjs').SupervisedProcess[]} processes
 * @param {(names: string) => void} onRestart
 * @returns {() => void} ends the watching
 */
export function restartOnChange(directories, processes, onRestart) {
  let timer
  const schedule = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      onRestart(processes.map(({ name }) => name).join(' and '))
      for (const supervised of processes) supervised.restart()
    }, SETTLE)
  }
  const watchers = directories.map((directory) =>
    watch(directory, { recursive: true }, (_, file) => {
      if (file?.endsWith('.js')) schedule()
    }),
  )
  return () => {
    clearTimeout(timer)
    for (const watcher of watchers) watcher.close()
  }
}
