import { JsonLayout } from '../json/indent-json.ts'

/** Characters of a line that are drawn; one without a break may hold megabytes, and is broken. */
const LONGEST_LINE = 2_000

/** Reads the lines of a text, of JSON laid out, part by part; what may go on in the next part comes with that. */
export function readJsonLines(text: string, isJson: boolean) {
  const layout = isJson ? new JsonLayout(text) : undefined
  let index = 0
  let rest = ''
  const done = () => (layout ? layout.done : index >= text.length)
  const read = (characters: number) => {
    if (layout) return layout.next(characters)
    const from = index
    index = Math.min(text.length, from + characters)
    return text.slice(from, index)
  }
  return {
    done,
    next(characters: number): string[] {
      const parts = (rest + read(characters)).split('\n')
      const last = done() ? undefined : breakLine(parts.pop() as string)
      rest = last?.pop() ?? ''
      return [...parts.flatMap(breakLine), ...(last ?? [])]
    },
  }
}

function breakLine(line: string): string[] {
  if (line.length <= LONGEST_LINE) return [line]
  return Array.from({ length: Math.ceil(line.length / LONGEST_LINE) }, (_, index) =>
    line.slice(index * LONGEST_LINE, (index + 1) * LONGEST_LINE),
  )
}
