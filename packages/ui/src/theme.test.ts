import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast, readThemes } from './contrast.fixture.ts'

const GROUNDS = ['page', 'surface', 'raised', 'sunken']
/** What the canvas and the cards on it are made of. */
const CANVAS = ['page', 'raised']
const TONES = ['pending', 'ready', 'running', 'waiting', 'retrying', 'completed', 'failed', 'skipped', 'cancelled']
const KINDS = ['trigger', 'flow', 'data', 'action', 'utility']

/** Text on ground: pairs that components put together. WCAG AA asks for 4.5. */
const TEXT: [string, string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] =>
    ['ink', 'muted', 'faint', 'accent-ink', 'state-failed'].map((text) => [text, ground]),
  ),
  ...['ink', 'muted', 'faint'].map((text): [string, string] => [text, 'hover']),
  ...TONES.flatMap((tone): [string, string][] => [
    [`state-${tone}`, `state-${tone}-soft`],
    [`state-${tone}`, 'surface'],
    [`state-${tone}`, 'raised'],
  ]),
  ...KINDS.map((kind): [string, string] => [`kind-${kind}`, `kind-${kind}-soft`]),
  ['accent-ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-danger', 'danger'],
]

/** Shapes that mean something: borders and edges of states, icons, rings, what can be typed in. WCAG asks for 3. */
const SHAPES: [string, string][] = [
  ...CANVAS.flatMap((ground): [string, string][] => [
    ...TONES.map((tone): [string, string] => [`state-${tone}`, ground]),
    ...KINDS.map((kind): [string, string] => [`kind-${kind}`, ground]),
    ['edge', ground],
  ]),
  ...GROUNDS.flatMap((ground): [string, string][] => [
    ['accent', ground],
    ['control', ground],
  ]),
]

const themes = readThemes()

describe.each(Object.entries(themes))('the %s theme', (_name, colors) => {
  it.each(TEXT)('shows %s on %s legibly', (text, ground) => {
    expect(contrast(colors, text, ground)).toBeGreaterThanOrEqual(4.5)
  })

  it.each(SHAPES)('tells the shape of %s from %s', (shape, ground) => {
    expect(contrast(colors, shape, ground)).toBeGreaterThanOrEqual(3)
  })
})

const DESIGN = new URL('../../../docs/design.md', import.meta.url)
const FIGURES = /(?<=<!-- figures -->\n)[\s\S]*?(?=<!-- \/figures -->)/

// With SPANE_WRITE_FIGURES=1 they are written instead.
it('has the figures of its colours in docs/design.md', () => {
  const page = readFileSync(DESIGN, 'utf8')
  const figures = `\n${describeFigures()}\n`
  if (process.env.SPANE_WRITE_FIGURES === '1')
    writeFileSync(
      DESIGN,
      page.replace(FIGURES, () => figures),
    )
  else expect(FIGURES.exec(page)?.[0]).toBe(figures)
})

/** A table of the states and kinds with their contrast in both themes. */
function describeFigures(): string {
  const rows = [
    ...TONES.map((tone) => row(`state-${tone}`, `state-${tone}-soft`)),
    ...KINDS.map((kind) => row(`kind-${kind}`, `kind-${kind}-soft`)),
    row('edge', undefined),
    row('accent', 'accent-soft'),
  ]
  const head = [
    '| Colour | Light: own ground | card | canvas | Dark: own ground | card | canvas |',
    '| --- | ---: | ---: | ---: | ---: | ---: | ---: |',
  ]
  return [...head, ...rows].join('\n')
}

function row(color: string, own: string | undefined): string {
  const figures = Object.values(themes).flatMap((colors) =>
    [own, 'raised', 'page'].map((ground) => (ground === undefined ? '–' : contrast(colors, color, ground).toFixed(1))),
  )
  return `| \`${color}\` | ${figures.join(' | ')} |`
}
