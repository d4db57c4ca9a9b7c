const MAX_SEEN = 20_000

/**
 * Remembers which timed signatures came with which key. A sender that repeats itself signs anew or repeats its key, too;
 * the same signature under another key is somebody who recorded a request. Signatures are too old to be used again long before
 * this forgets them, unless a process is new; then the same request starts one more execution at most once a key.
 */
export class ReplayGuard {
  readonly #keys = new Map<string, string>()

  /** Whether this signature came before with another key. */
  isReplay(signature: string, key: string): boolean {
    const known = this.#keys.get(signature)
    if (known !== undefined) return known !== key
    if (this.#keys.size >= MAX_SEEN) this.#keys.delete(this.#keys.keys().next().value as string)
    this.#keys.set(signature, key)
    return false
  }
}
