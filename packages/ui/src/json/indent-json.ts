/** Deeper lines are moved in no further: text nested a thousand times would be all spaces. */
const DEEPEST = 100
const NEWLINES = Array.from({ length: DEEPEST + 1 }, (_, depth) => `\n${'  '.repeat(depth)}`)

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_LIST = 0x5b
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/**
 * Lays JSON text out over lines without reading its values: numbers beyond double precision, key order
 * and escapes stay as they are, which `JSON.stringify(JSON.parse(text))` would not promise. Megabytes take tens of
 * milliseconds: it goes by character codes, and copies strings and numbers as they stand.
 */
export function indentJson(text: string): string {
  let out = ''
  let depth = 0
  let index = 0
  const newline = () => NEWLINES[Math.min(depth, DEEPEST)]
  while (index < text.length) {
    const code = text.charCodeAt(index)
    if (isSpace(code)) {
      index++
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      const next = skipSpace(text, index + 1)
      const closing = text.charCodeAt(next)
      if (closing === CLOSE_OBJECT || closing === CLOSE_LIST) {
        out += text.charAt(index) + text.charAt(next)
        index = next + 1
      } else {
        depth++
        out += text.charAt(index) + newline()
        index = next
      }
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      depth = Math.max(0, depth - 1)
      out += newline() + text.charAt(index)
      index++
    } else if (code === COMMA) {
      out += `,${newline()}`
      index++
    } else if (code === COLON) {
      out += ': '
      index++
    } else {
      const end = code === QUOTE ? endOfString(text, index) : endOfWord(text, index)
      out += text.slice(index, end)
      index = end
    }
  }
  return out
}

function isSpace(code: number): boolean {
  return code === 0x20 || (code >= 0x09 && code <= 0x0d)
}

function skipSpace(text: string, from: number): number {
  let index = from
  while (index < text.length && isSpace(text.charCodeAt(index))) index++
  return index
}

/** After the quote that no odd number of backslashes stands before. */
function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote !== -1; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1
    while (text.charCodeAt(before) === BACKSLASH) before--
    if ((quote - before) % 2 === 1) return quote + 1
  }
  return text.length
}

/** After a number, `true`, `false`, `null`, or whatever else stands between marks. */
function endOfWord(text: string, start: number): number {
  let index = start + 1
  while (index < text.length) {
    const code = text.charCodeAt(index)
    if (isSpace(code) || code === QUOTE || code === COMMA || code === COLON) break
    if (code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_OBJECT || code === CLOSE_OBJECT) break
    index++
  }
  return index
}
