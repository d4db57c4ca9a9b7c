const LONGEST = 190

/** `http`, then `http-2`, `http-3` …: the first that is not taken. */
export function createId(base: string, isTaken: (id: string) => boolean): string {
  const stem = base.slice(0, LONGEST)
  if (!isTaken(stem)) return stem
  for (let number = 2; ; number++) {
    const id = `${stem}-${number}`
    if (!isTaken(id)) return id
  }
}

/** The base of an id that `createId` made: `http-2` → `http`. */
export function idBase(id: string): string {
  return id.replace(/-\d+$/, '') || id
}
