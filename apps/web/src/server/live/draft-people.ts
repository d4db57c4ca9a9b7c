import type { EditorPerson } from '@spane/realtime'
import { isSameJson } from '@spane/workflow'

interface Elsewhere {
  person: EditorPerson
  process: string
  /** By the clock of this process. */
  heardAt: number
}

/**
 * Who has one draft open: by their sockets in this process, and as other processes tell of theirs. An editor is there once,
 * also while its old connection is not known to be lost yet.
 */
export class DraftPeople {
  /** By socket. */
  readonly #here = new Map<string, EditorPerson>()
  /** By editor. */
  readonly #elsewhere = new Map<string, Elsewhere>()

  get here(): EditorPerson[] {
    return [...this.#here.values()]
  }

  all(): EditorPerson[] {
    const others = [...this.#elsewhere.values()].map(({ person }) => person)
    return [...new Map([...others, ...this.here].map((person) => [person.clientId, person])).values()]
  }

  enter(socketId: string, person: EditorPerson): void {
    this.#forgetHere(person.clientId)
    this.#elsewhere.delete(person.clientId)
    this.#here.set(socketId, person)
  }

  /** Another name or selection. Undefined when the socket has not entered, or its editor came again by another one. */
  update(socketId: string, { name, nodeIds }: EditorPerson): EditorPerson | undefined {
    const before = this.#here.get(socketId)
    const person = before && { ...before, name, nodeIds }
    if (person) this.#here.set(socketId, person)
    return person
  }

  /** Returns who is gone by that. */
  leave(socketId: string): EditorPerson | undefined {
    const person = this.#here.get(socketId)
    this.#here.delete(socketId)
    return person
  }

  /** Another process tells of one of its people. Returns whether that is news. */
  hear(process: string, person: EditorPerson, isNew: boolean): boolean {
    const isHere = this.here.some(({ clientId }) => clientId === person.clientId)
    // What a process still says of a connection that it has not yet seen end.
    if (isHere && !isNew) return false
    this.#forgetHere(person.clientId)
    const before = this.#elsewhere.get(person.clientId)
    this.#elsewhere.set(person.clientId, { person, process, heardAt: performance.now() })
    return isHere || !isSameJson(before?.person, person)
  }

  /** Another process tells that one of its people is gone. They may be in a third one by now. Returns whether that is news. */
  hearLeft(process: string, clientId: string): boolean {
    return this.#elsewhere.get(clientId)?.process === process && this.#elsewhere.delete(clientId)
  }

  /** Forgets those whose process has been silent for so long; it may have died. Returns whether there were any. */
  expire(maxSilence: number): boolean {
    const before = this.#elsewhere.size
    for (const [clientId, { heardAt }] of this.#elsewhere) {
      if (performance.now() - heardAt > maxSilence) this.#elsewhere.delete(clientId)
    }
    return this.#elsewhere.size < before
  }

  #forgetHere(clientId: string): void {
    for (const [socketId, person] of this.#here) if (person.clientId === clientId) this.#here.delete(socketId)
  }
}
