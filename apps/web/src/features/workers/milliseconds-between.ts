/** From one instant to another, both by the server's clock: the reader's may differ. Never negative. */
export function millisecondsBetween(from: string, to: string): number {
  return Math.max(0, Date.parse(to) - Date.parse(from))
}
