export type JsonCheck = { ok: true } | { ok: false; message: string }

/** Whether a text is JSON; when it is not, a sentence that says where and why. */
export function checkJson(text: string): JsonCheck {
  if (text.trim() === '') return { ok: false, message: 'Type a JSON value, for example {}' }
  try {
    JSON.parse(text)
    return { ok: true }
  } catch (error) {
    return { ok: false, message: describeSyntaxError(text, error) }
  }
}

function describeSyntaxError(text: string, error: unknown): string {
  const message = error instanceof Error ? error.message : 'This is not JSON'
  const position = /position (\d+)/.exec(message)?.[1]
  // Engines differ in how they end the sentence; the place is said in one way by ours.
  const reason = message
    .replace(/^JSON\.parse: /, '')
    .replace(/,? ?(in JSON )?at (position|line) .*$/, '')
    .replace(/, "[\s\S]*$/, '')
    .trim()
  if (position === undefined) return `Not valid JSON: ${reason}`
  const before = text.slice(0, Number(position)).split('\n')
  return `Line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${reason}`
}
