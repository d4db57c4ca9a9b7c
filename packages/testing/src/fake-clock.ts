import { AsyncLocalStorage } from 'node:async_hooks'

/** The time of one run: it stands still but for the jumps over delays and backoffs. */
export class FakeClock {
  private time: number

  constructor(start: Date | string | number = Date.now()) {
    this.time = new Date(start).getTime()
    if (Number.isNaN(this.time)) throw new TypeError(`The clock cannot start at ${JSON.stringify(start)}`)
  }

  readonly now = (): number => this.time

  readonly advanceTo = (time: number): void => {
    this.time = Math.max(this.time, time)
  }

  /** Runs a function in whose every call and callback `Date` tells this clock's time; elsewhere it is untouched. */
  run<T>(work: () => Promise<T>): Promise<T> {
    installDate()
    return current.run(this, work)
  }
}

const current = new AsyncLocalStorage<FakeClock>()
let installed: DateConstructor | undefined

/** Replaces `Date` by one that asks for the clock of the run it is called in, and is the real one when there is none. */
function installDate(): void {
  if (globalThis.Date === installed) return
  const Real = globalThis.Date
  const now = () => current.getStore()?.now() ?? Real.now()
  installed = new Proxy(Real, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget === installed ? target : newTarget),
    apply: () => new Real(now()).toString(),
    get: (target, key) => (key === 'now' ? now : Reflect.get(target, key, target)),
  })
  globalThis.Date = installed
}
