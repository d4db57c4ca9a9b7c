/** Deeper lines are moved in no further: text nested a thousand times would be all spaces. */
const DEEPEST = 100

/**
 * Lays JSON text out over lines without reading its values: numbers beyond double precision, key order
 * and escapes stay as they are, which `JSON.stringify(JSON.parse(text))` would not promise.
 */
export function indentJson(text: string): string {
  let out = ''
  let depth = 0
  let index = 0
  const newline = () => `\n${'  '.repeat(Math.min(depth, DEEPEST))}`
  while (index < text.length) {
    const char = text[index] as string
    if (char === '"') {
      const end = endOfString(text, index)
      out += text.slice(index, end)
      index = end
      continue
    }
    index++
    if (/\s/.test(char)) continue
    if (char === '{' || char === '[') {
      const closing = skipSpace(text, index)
      if (text[closing] === '}' || text[closing] === ']') {
        out += char + text[closing]
        index = closing + 1
        continue
      }
      depth++
      out += char + newline()
    } else if (char === '}' || char === ']') {
      depth = Math.max(0, depth - 1)
      out += newline() + char
    } else if (char === ',') out += char + newline()
    else if (char === ':') out += ': '
    else out += char
  }
  return out
}

function skipSpace(text: string, from: number): number {
  let index = from
  while (index < text.length && /\s/.test(text[index] as string)) index++
  return index
}

function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') index++
    else if (text[index] === '"') return index + 1
  }
  return text.length
}
