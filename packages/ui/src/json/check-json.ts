import { findJsonMistake } from './find-json-mistake.ts'

export type JsonCheck = { ok: true } | { ok: false; message: string }

/** Whether a text is JSON; when it is not, a sentence that says where and why. */
export function checkJson(text: string): JsonCheck {
  if (text.trim() === '') return { ok: false, message: 'Type a JSON value, for example {}' }
  try {
    JSON.parse(text)
    return { ok: true }
  } catch {
    // Browsers word this differently, and not all of them say where.
    const mistake = findJsonMistake(text)
    if (!mistake) return { ok: false, message: 'This is not a JSON value' }
    const before = text.slice(0, mistake.at).split('\n')
    return {
      ok: false,
      message: `Line ${before.length}, column ${(before.at(-1) ?? '').length + 1}: ${mistake.reason}`,
    }
  }
}
