/** A count with its noun: `1 letter`, `1,234 letters`. */
export function countLetters(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'letter' : 'letters'}`
}
