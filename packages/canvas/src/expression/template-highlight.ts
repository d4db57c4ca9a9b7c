import type { Extension } from '@codemirror/state'
import { Decoration, type DecorationSet, type EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view'
import { parseTemplate } from '@spane/workflow'

const zone = Decoration.mark({ class: 'cm-template' })
const brace = Decoration.mark({ class: 'cm-template-brace' })
const kinds = {
  root: Decoration.mark({ attributes: { style: 'color: var(--state-waiting)' } }),
  string: Decoration.mark({ attributes: { style: 'color: var(--state-completed)' } }),
  number: Decoration.mark({ attributes: { style: 'color: var(--state-running)' } }),
}
const ROOTS = new Set(['input', 'nodes', 'execution', 'secrets'])

/** Marks the expressions of a template, and the kinds of their pieces, as the workflow language splits them. */
export const templateHighlight: Extension = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet
    constructor(view: EditorView) {
      this.decorations = decorate(view.state.doc.toString())
    }
    update(update: ViewUpdate): void {
      if (update.docChanged) this.decorations = decorate(update.state.doc.toString())
    }
  },
  { decorations: (plugin) => plugin.decorations },
)

function decorate(text: string): DecorationSet {
  const marks = parseTemplate(text).flatMap((part) => {
    if (part.kind !== 'expression') return []
    const end = part.start + part.source.length
    const close = part.closed ? [brace.range(end, end + 2)] : []
    const pieces = part.tokens.flatMap((token) => {
      if (token.end <= token.start) return []
      if (token.kind === 'string' || token.kind === 'template' || token.kind === 'regex')
        return [kinds.string.range(token.start, token.end)]
      if (token.kind === 'number') return [kinds.number.range(token.start, token.end)]
      const isRoot =
        token.kind === 'word' && ROOTS.has(text.slice(token.start, token.end)) && text[token.start - 1] !== '.'
      return isRoot ? [kinds.root.range(token.start, token.end)] : []
    })
    return [
      zone.range(part.start - 2, part.closed ? end + 2 : end),
      brace.range(part.start - 2, part.start),
      ...pieces,
      ...close,
    ]
  })
  return Decoration.set(marks, true)
}
