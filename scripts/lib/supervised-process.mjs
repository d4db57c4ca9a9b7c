import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { formatEvidence, formatLogLine } from './format-log-line.mjs'
import { openLogFile } from './log-file.mjs'
import { ownGroup, signalGroup } from './process-group.mjs'
import { say } from './progress.mjs'

/** glibc keeps an arena of memory a thread otherwise: with Node's threads that is a tenth of an idle process. */
const FEW_ARENAS = { MALLOC_ARENA_MAX: '2' }
const endWithLauncher = new URL('end-with-launcher.mjs', import.meta.url).href

// States: running → (died) waiting → running …, and from any of them stopping → stopped. A process that dies is started
// again after a pause that doubles with every death, up to a limit, and is forgotten once it has run for a while.
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
const HEALTHY_AFTER = 60_000
const KEPT_LINES = 30

/**
 * Keeps a Node program running. It has an IPC channel and takes its closing for a request to stop, so it also ends when
 * the launcher is killed.
 */
export class SupervisedProcess {
  #options
  #log
  #child
  #timer
  #pause = FIRST_PAUSE
  #startedAt = 0
  #stopping = false
  #restartWanted = false
  #lines = []
  #ended = Promise.resolve()

  /**
   * @param {{ name: string, file: string, args?: string[], cwd?: string, env: NodeJS.ProcessEnv, logFile: string,
   *   onDeath?: (description: string) => void }} options
   */
  constructor(options) {
    this.#options = options
    this.#log = openLogFile(options.logFile)
  }

  get name() {
    return this.#options.name
  }

  get pid() {
    return this.#child?.pid
  }

  /** The last lines that it wrote, for a person. */
  get lastLines() {
    return this.#lines.map(formatEvidence).join('\n')
  }

  start() {
    const { file, args = [], cwd, env } = this.#options
    this.#startedAt = Date.now()
    const child = spawn(process.execPath, ['--enable-source-maps', '--import', endWithLauncher, file, ...args], {
      cwd,
      env: { ...FEW_ARENAS, ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      ...ownGroup,
    })
    this.#child = child
    createInterface({ input: child.stdout }).on('line', (line) => this.#takeLine(line, false))
    createInterface({ input: child.stderr }).on('line', (line) => this.#takeLine(line, true))
    this.#ended = new Promise((resolve) => {
      child.once('error', (error) => this.#takeLine(error.message, true))
      child.once('close', (code, signal) => {
        this.#child = undefined
        this.#afterEnd(signal === null ? `ended with code ${code}` : `was ended by ${signal}`)
        resolve()
      })
    })
  }

  /** Stops it and starts it anew; used when its files have changed. */
  restart() {
    if (this.#stopping) return
    if (this.#child === undefined) return
    this.#restartWanted = true
    requestStop(this.#child)
  }

  /** Asks it to finish what it does; ends it with force when that takes longer than `grace` milliseconds. */
  async stop(grace) {
    this.#stopping = true
    clearTimeout(this.#timer)
    const child = this.#child
    if (child !== undefined) {
      requestStop(child)
      const force = setTimeout(() => signalGroup(child, 'SIGKILL'), grace)
      await this.#ended
      clearTimeout(force)
    }
    this.#log.close()
  }

  /** Ends it at once. */
  kill() {
    this.#stopping = true
    if (this.#child !== undefined) signalGroup(this.#child, 'SIGKILL')
  }

  #takeLine(line, isError) {
    this.#log.write(`${line}\n`)
    this.#lines.push(line)
    if (this.#lines.length > KEPT_LINES) this.#lines.shift()
    const shown = formatLogLine(this.name, line, isError)
    if (shown !== undefined) say(shown)
  }

  #afterEnd(description) {
    if (this.#stopping) return
    if (this.#restartWanted) {
      this.#restartWanted = false
      this.start()
      return
    }
    if (Date.now() - this.#startedAt > HEALTHY_AFTER) this.#pause = FIRST_PAUSE
    this.#options.onDeath?.(description)
    if (this.#stopping) return
    say(`  ${this.name}  ${description}; it is started again in ${this.#pause / 1000} s`)
    this.#timer = setTimeout(() => this.start(), this.#pause)
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
  }
}

// Windows has no SIGTERM; closing the channel asks the same.
function requestStop(child) {
  if (process.platform === 'win32') child.disconnect()
  else child.kill('SIGTERM')
}
