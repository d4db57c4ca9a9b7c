const LONGEST = 60

/** An id as it stands in a sentence: in quotes, control characters escaped, cut when it is very long. */
export function quote(id: string): string {
  return JSON.stringify(id.length > LONGEST ? `${id.slice(0, LONGEST)}…` : id)
}
