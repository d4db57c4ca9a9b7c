export interface JsonMistake {
  /** Offset into the text. */
  at: number
  reason: string
}

type Expected = 'value' | 'value or ]' | 'name' | 'name or }' | 'colon' | 'comma or end' | 'nothing'

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them
const TOKEN =
  /[ \t\n\r]*(?:([{}[\]:,])|("[^"\\\u0000-\u001f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\u0000-\u001f]*)*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])|(?:true|false|null)(?!\w)))/y
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them

/** The first place where a text stops being JSON; undefined when it is JSON throughout. */
export function findJsonMistake(text: string): JsonMistake | undefined {
  const open: ('{' | '[')[] = []
  let expected: Expected = 'value'
  let offset = 0
  const afterValue = (): Expected => (open.length > 0 ? 'comma or end' : 'nothing')
  for (;;) {
    TOKEN.lastIndex = offset
    const match = TOKEN.exec(text)
    if (!match) return atUnreadable(text, offset, expected, open.at(-1))
    const [whole, mark, string] = match
    const at = offset + whole.length - whole.trimStart().length
    const unexpected = { at, reason: describe(expected, open.at(-1)) }
    offset += whole.length
    if (mark === undefined) {
      const wantsName = expected === 'name' || expected === 'name or }'
      if (wantsName && string !== undefined) expected = 'colon'
      else if (expected === 'value' || expected === 'value or ]') expected = afterValue()
      else return unexpected
    } else if (mark === '{' || mark === '[') {
      if (expected !== 'value' && expected !== 'value or ]') return unexpected
      open.push(mark)
      expected = mark === '{' ? 'name or }' : 'value or ]'
    } else if (mark === '}' || mark === ']') {
      const closes = mark === '}' ? '{' : '['
      const mayClose = expected === 'comma or end' || expected === (mark === '}' ? 'name or }' : 'value or ]')
      if (!mayClose || open.at(-1) !== closes) return unexpected
      open.pop()
      expected = afterValue()
    } else if (mark === ':') {
      if (expected !== 'colon') return unexpected
      expected = 'value'
    } else {
      if (expected !== 'comma or end') return unexpected
      expected = open.at(-1) === '{' ? 'name' : 'value'
    }
  }
}

function atUnreadable(text: string, offset: number, expected: Expected, inside: '{' | '[' | undefined) {
  const at = offset + (/^[ \t\n\r]*/.exec(text.slice(offset))?.[0].length ?? 0)
  if (at >= text.length) {
    return expected === 'nothing' ? undefined : { at, reason: `The text ends too early. ${describe(expected, inside)}` }
  }
  if (text[at] === '"') return { at, reason: 'This string is not closed, or holds a character that must be escaped' }
  return { at, reason: describe(expected, inside) }
}

function describe(expected: Expected, inside: '{' | '[' | undefined): string {
  switch (expected) {
    case 'value':
      return 'A value is expected here'
    case 'value or ]':
      return 'A value or ] is expected here'
    case 'name':
      return 'A name in double quotes is expected here'
    case 'name or }':
      return 'A name in double quotes or } is expected here'
    case 'colon':
      return 'A colon is expected here'
    case 'comma or end':
      return `A comma or ${inside === '{' ? '}' : ']'} is expected here`
    case 'nothing':
      return 'Nothing more is expected after the value'
  }
}
