import { parseTemplate } from '@spane/workflow'

export interface Insertion {
  /** The whole text afterwards. */
  text: string
  from: number
  /** What was put there. */
  inserted: string
}

/** Puts code into a template: bare where an expression stands already, in braces of its own in text. */
export function insertExpression(text: string, at: number, code: string): Insertion {
  const part = parseTemplate(text).find(
    (part) => part.kind === 'expression' && at >= part.start && at <= part.start + part.source.length,
  )
  const inserted = part ? code : `{{ ${code} }}`
  return { text: text.slice(0, at) + inserted + text.slice(at), from: at, inserted }
}

/** A whole field that is one expression. */
export function asExpression(code: string): string {
  return `{{ ${code} }}`
}
