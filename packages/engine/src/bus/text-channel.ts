/**
 * Short texts between the processes of an installation, the sender included. Best effort: one may be lost or come twice, so whoever
 * listens looks at the store as well, or is told again.
 */
export interface TextChannel {
  /** Never rejects. At most 7,000 bytes: PostgreSQL refuses notifications of 8,000 and more. */
  publish(text: string): void
  /** Returns a function that ends the subscription. */
  subscribe(handler: (text: string) => void): () => void
  close(): Promise<void>
}

/** What fits into a message. */
export const MAX_TEXT_BYTES = 7_000
