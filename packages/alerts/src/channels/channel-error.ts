/** Why a message did not get through, in a sentence that holds no secret. */
export class ChannelError extends Error {
  /** Whether trying again may help. */
  readonly passing: boolean
  constructor(message: string, { passing, cause }: { passing: boolean; cause?: unknown }) {
    super(message, { cause })
    this.name = 'ChannelError'
    this.passing = passing
  }
}
