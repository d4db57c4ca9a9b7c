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
 * and escapes stay as they are, which `JSON.stringify(JSON.parse(text))` would not promise. Megabytes take a tenth of a
 * second and more: {@link JsonLayout} does that part by part.
 */
export function indentJson(text: string): string {
  return new JsonLayout(text).next(text.length)
}

/** JSON text that is laid out part by part. It goes by character codes, and copies strings and numbers as they stand. */
export class JsonLayout {
  private readonly text: string
  private index = 0
  private depth = 0

  constructor(text: string) {
    this.text = text
  }

  get done(): boolean {
    return this.index >= this.text.length
  }

  /** What comes next, laid out: at least so many characters of the text, as far as there are. */
  next(characters: number): string {
    const { text } = this
    const end = Math.min(text.length, this.index + characters)
    let out = ''
    while (this.index < end) {
      const code = text.charCodeAt(this.index)
      if (isSpace(code)) this.index++
      else if (code === OPEN_OBJECT || code === OPEN_LIST) out += this.open()
      else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
        this.depth = Math.max(0, this.depth - 1)
        out += this.newline() + text.charAt(this.index++)
      } else if (code === COMMA) {
        this.index++
        out += `,${this.newline()}`
      } else if (code === COLON) {
        this.index++
        out += ': '
      } else {
        const start = this.index
        this.index = code === QUOTE ? endOfString(text, start) : endOfWord(text, start)
        out += text.slice(start, this.index)
      }
    }
    return out
  }

  private open(): string {
    const { text } = this
    const mark = text.charAt(this.index)
    const next = skipSpace(text, this.index + 1)
    const closing = text.charCodeAt(next)
    if (closing === CLOSE_OBJECT || closing === CLOSE_LIST) {
      this.index = next + 1
      return mark + text.charAt(next)
    }
    this.depth++
    this.index = next
    return mark + this.newline()
  }

  private newline(): string {
    return NEWLINES[Math.min(this.depth, DEEPEST)] as string
  }
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
