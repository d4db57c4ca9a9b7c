import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

/** So long a gate stays shut when nobody opens it: a run that went wrong is to end all the same. */
const PATIENCE_MS = 20_000

/** Gates between processes: files, because a process whose event loop is blocked can see nothing else. */
export class Gates {
  private readonly directory: string

  /** @param name the same in every process that shares the gates */
  constructor(name: string) {
    this.directory = join(tmpdir(), `spane-${name}`)
  }

  open(gate: string): void {
    mkdirSync(this.directory, { recursive: true })
    writeFileSync(join(this.directory, gate), '')
  }

  /** Waits, and keeps the whole process from everything else. */
  blockAt(gate: string): void {
    const idle = new Int32Array(new SharedArrayBuffer(4))
    for (const end = Date.now() + PATIENCE_MS; !this.isOpen(gate) && Date.now() < end; ) Atomics.wait(idle, 0, 0, 10)
  }

  async waitAt(gate: string): Promise<void> {
    for (const end = Date.now() + PATIENCE_MS; !this.isOpen(gate) && Date.now() < end; ) await delay(10)
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true })
  }

  private isOpen(gate: string): boolean {
    return existsSync(join(this.directory, gate))
  }
}
