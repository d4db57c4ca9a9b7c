import type { LogLine } from '../execution/state.ts'
import type { Hold } from '../ports/execution-store.ts'
import type { LogWriter } from './log-writer.ts'
import { NodeLog } from './node-log.ts'

/** The log of one start, opened when the node first writes: most never do. */
export class StartLog {
  private readonly writer: LogWriter
  private readonly hold: Hold
  private readonly workspaceId: string
  private readonly redact: (text: string) => string
  private log: NodeLog | undefined
  private ended = false

  constructor(writer: LogWriter, hold: Hold, workspaceId: string, redact: (text: string) => string) {
    this.writer = writer
    this.hold = hold
    this.workspaceId = workspaceId
    this.redact = redact
  }

  open(): NodeLog {
    this.log ??= this.ended ? endedLog(this.redact) : this.writer.begin(this.hold, this.workspaceId, this.redact)
    return this.log
  }

  /** What the command that records the result has to carry, undefined for nothing. */
  end(): LogLine[] | undefined | Promise<LogLine[] | undefined> {
    this.ended = true
    return this.log && this.writer.end(this.log)
  }
}

/** For an executor that was left behind and writes for the first time after that. */
function endedLog(redact: (text: string) => string): NodeLog {
  const log = new NodeLog({ redact })
  log.end()
  return log
}
