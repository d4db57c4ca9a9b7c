import { createHash } from 'node:crypto'

/** A field of the answer, as the node asks for it. */
export interface AnswerField {
  name: string
  kind: 'text' | 'number' | 'yes-no'
}

export interface ResumeForm {
  name: string | undefined
  instructions: string | undefined
  fields: readonly AnswerField[]
  /** What is wrong with what was sent. */
  problem?: string
}

const STYLE = `
:root { color-scheme: light dark; --ink: #1f2320; --muted: #5d635f; --page: #f7f7f5; --card: #fff; --line: #d8dad6; --accent: #0b6b70; --on: #fff; --bad: #a3262a }
@media (prefers-color-scheme: dark) { :root { --ink: #ecece8; --muted: #a5aaa6; --page: #141513; --card: #1d1f1c; --line: #3a3d39; --accent: #55b3b8; --on: #10201f; --bad: #f08a8a } }
* { box-sizing: border-box }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { width: min(30rem, 100%); background: var(--card); border: 1px solid var(--line); border-radius: .75rem; padding: 1.5rem }
h1 { font-size: 1.25rem; line-height: 1.3; margin: 0 0 .5rem; overflow-wrap: anywhere }
p { margin: 0 0 1rem; color: var(--muted); white-space: pre-line; overflow-wrap: anywhere }
p[role=alert] { color: var(--bad) }
label, legend { display: block; font-weight: 600; margin-bottom: .25rem; overflow-wrap: anywhere }
fieldset { border: 0; padding: 0; margin: 0 0 1rem }
fieldset label { display: inline-flex; gap: .4rem; font-weight: 400; margin-right: 1.25rem; align-items: center }
input[type=text], input[type=number], textarea { width: 100%; font: inherit; color: inherit; background: var(--page); border: 1px solid var(--muted); border-radius: .4rem; padding: .5rem .6rem; margin-bottom: 1rem }
button { font: inherit; font-weight: 600; color: var(--on); background: var(--accent); border: 0; border-radius: .4rem; padding: .6rem 1.2rem; cursor: pointer }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** No script, no other origin, no frame; and nobody learns the address from a link on it. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'cache-control': 'no-store',
}

/** The form with which a person answers. Looking at it changes nothing. */
export function formPage({ name, instructions, fields, problem }: ResumeForm): string {
  const title = name ?? 'Your answer is waited for'
  const inputs = fields.map(fieldHtml).join('')
  return page(
    title,
    `<h1>${escapeHtml(title)}</h1>
${instructions ? `<p>${escapeHtml(instructions)}</p>` : ''}
${problem ? `<p role="alert">${escapeHtml(problem)}</p>` : ''}
<form method="post">${inputs}<button type="submit">Send</button></form>`,
  )
}

export function messagePage(title: string, text: string): string {
  return page(title, `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>`)
}

function fieldHtml({ name, kind }: AnswerField, index: number): string {
  const id = `f${index}`
  const label = `<label for="${id}">${escapeHtml(name)}</label>`
  if (kind === 'number') return `${label}<input id="${id}" name="${id}" type="number" step="any" required>`
  if (kind === 'text') return `${label}<textarea id="${id}" name="${id}" rows="2"></textarea>`
  const choice = (value: string, text: string) =>
    `<label><input type="radio" name="${id}" value="${value}" required> ${text}</label>`
  return `<fieldset><legend>${escapeHtml(name)}</legend>${choice('yes', 'Yes')}${choice('no', 'No')}</fieldset>`
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] as string)
}
