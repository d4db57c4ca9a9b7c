/** A problem that a person can solve: one sentence, what to do, and at most a few lines of evidence. */
export class Problem extends Error {
  /**
   * @param {string} sentence
   * @param {{ todo?: string, evidence?: string, cause?: unknown }} [details]
   */
  constructor(sentence, { todo, evidence, cause } = {}) {
    super(sentence, { cause })
    this.name = 'Problem'
    this.todo = todo
    this.evidence = evidence
  }
}
