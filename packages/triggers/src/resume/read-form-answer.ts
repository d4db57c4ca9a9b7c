import type { AnswerField } from './resume-page.ts'

/** Reads what the form was filled in with: `f0`, `f1` … in the order of the fields. */
export function readFormAnswer(
  form: URLSearchParams,
  fields: readonly AnswerField[],
): { answer: Record<string, unknown> } | { problem: string } {
  const entries: [string, unknown][] = []
  for (const [index, { name, kind }] of fields.entries()) {
    const text = form.get(`f${index}`) ?? ''
    if (kind === 'text') entries.push([name, text])
    else if (kind === 'number') {
      const value = Number(text)
      if (text.trim() === '' || !Number.isFinite(value)) return { problem: `“${name}” must be a number.` }
      entries.push([name, value])
    } else {
      if (text !== 'yes' && text !== 'no') return { problem: `Answer “${name}” with yes or no.` }
      entries.push([name, text === 'yes'])
    }
  }
  // Own properties, whatever a field is called.
  return { answer: Object.fromEntries(entries) }
}
