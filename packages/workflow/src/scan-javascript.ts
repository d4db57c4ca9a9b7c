export type TokenKind = 'word' | 'string' | 'template' | 'template-piece' | 'number' | 'regex' | 'punctuator'

/** A piece of JavaScript source: `text.slice(start, end)`. Spaces and comments are no tokens. */
export interface Token {
  kind: TokenKind
  start: number
  end: number
}

export interface Scan {
  tokens: Token[]
  /** Index of the `}}` that ends the expression, or undefined when there is none. */
  end: number | undefined
}

const WORD_START = /[A-Za-z_$\u0080-\uffff]/
const WORD = /[\w$\u0080-\uffff]/
/** After these words a slash starts a regular expression. */
const OPERATOR_WORDS = new Set([
  'return',
  'typeof',
  'case',
  'in',
  'of',
  'delete',
  'void',
  'throw',
  'new',
  'instanceof',
  'else',
  'do',
  'await',
  'yield',
])

/**
 * Reads JavaScript from `from` up to the first `}}` that is outside strings, comments, regular expressions and braces of
 * the code's own. It splits into tokens and does not parse: whether the code is valid shows when it is evaluated.
 */
export function scanJavaScript(text: string, from: number): Scan {
  const tokens: Token[] = []
  // What the open braces belong to: a block or object, or a `${` of a template.
  const braces: ('{' | '`')[] = []
  let at = from
  // Up to here there is no end of a regular expression; looking again at every slash would take quadratic time.
  let noRegexBefore = from

  const push = (kind: TokenKind, start: number, end: number): void => {
    tokens.push({ kind, start, end })
    at = end
  }
  const slashStartsRegex = (): boolean => {
    const last = tokens[tokens.length - 1]
    if (!last) return true
    const source = text.slice(last.start, last.end)
    if (last.kind === 'word') return OPERATOR_WORDS.has(source)
    return last.kind === 'punctuator' && source !== ')' && source !== ']' && source !== '}'
  }
  /** Scans a template from just after its backtick or its `}` up to the closing backtick or the next `${`. */
  const template = (start: number, first: boolean): void => {
    let i = start + 1
    while (i < text.length) {
      if (text[i] === '\\') i++
      else if (text[i] === '`') {
        push(first ? 'template' : 'template-piece', start, i + 1)
        return
      } else if (text[i] === '$' && text[i + 1] === '{') {
        braces.push('`')
        push('template-piece', start, i + 2)
        return
      }
      i++
    }
    push('template-piece', start, text.length)
  }

  while (at < text.length) {
    const char = text[at] as string
    const next = text[at + 1]
    if (/\s/.test(char)) at++
    else if (char === '/' && next === '/') at = endOfLine(text, at)
    else if (char === '/' && next === '*') {
      const close = text.indexOf('*/', at + 2)
      at = close < 0 ? text.length : close + 2
    } else if (char === '"' || char === "'") push('string', at, endOfString(text, at))
    else if (char === '`') template(at, true)
    else if (WORD_START.test(char)) push('word', at, endOf(text, at, WORD))
    else if (/\d/.test(char)) push('number', at, endOf(text, at, /[\w.]/))
    else if (char === '{') {
      braces.push('{')
      push('punctuator', at, at + 1)
    } else if (char === '}') {
      if (braces.length === 0 && next === '}') return { tokens, end: at }
      if (braces.pop() === '`') template(at, false)
      else push('punctuator', at, at + 1)
    } else {
      const regex = char === '/' && at >= noRegexBefore && slashStartsRegex() ? endOfRegex(text, at) : undefined
      if (regex && !regex.closed) noRegexBefore = regex.end
      if (regex?.closed) push('regex', at, regex.end)
      else if (text.startsWith('...', at)) push('punctuator', at, at + 3)
      else if (char === '?' && next === '.' && !/\d/.test(text[at + 2] ?? '')) push('punctuator', at, at + 2)
      else push('punctuator', at, at + 1)
    }
  }
  return { tokens, end: undefined }
}

/** The text that a string token or a template without `${` stands for. */
export function stringValue(source: string): string {
  return source
    .slice(1, -1)
    .replace(/\\(?:u\{([\da-fA-F]{1,6})\}|u([\da-fA-F]{4})|x([\da-fA-F]{2})|([\s\S]))/g, decodeEscape)
}

function decodeEscape(_: string, braced?: string, unit?: string, byte?: string, char?: string): string {
  const hex = braced ?? unit ?? byte
  if (hex !== undefined) {
    const point = Number.parseInt(hex, 16)
    return point <= 0x10ffff ? String.fromCodePoint(point) : ''
  }
  const named: Record<string, string> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', v: '\v', '0': '\0', '\n': '' }
  return named[char as string] ?? (char as string)
}

function endOf(text: string, from: number, pattern: RegExp): number {
  let end = from + 1
  while (end < text.length && pattern.test(text[end] as string)) end++
  return end
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

function endOfString(text: string, from: number): number {
  const quote = text[from]
  for (let i = from + 1; i < text.length; i++) {
    if (text[i] === '\\') i++
    else if (text[i] === quote) return i + 1
    // A string does not span lines: this one is not closed, and what follows must not be swallowed.
    else if (text[i] === '\n') return i
  }
  return text.length
}

/** Where a regular expression ends, or how far a line was searched for its end in vain. */
function endOfRegex(text: string, from: number): { end: number; closed: boolean } {
  let inClass = false
  for (let i = from + 1; i < text.length; i++) {
    const char = text[i]
    if (char === '\n') return { end: i, closed: false }
    if (char === '\\') i++
    else if (char === '[') inClass = true
    else if (char === ']') inClass = false
    else if (char === '/' && !inClass) return { end: endOf(text, i, /[a-z]/), closed: true }
  }
  return { end: text.length, closed: false }
}
