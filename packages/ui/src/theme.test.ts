import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
const [light, dark] = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map((match) => readColors(match[1] ?? ''))

/** Text on ground: pairs that components put together. WCAG AA asks for 4.5. */
const GROUNDS = ['page', 'surface', 'raised', 'sunken']
const TONES = ['pending', 'ready', 'running', 'waiting', 'retrying', 'completed', 'failed', 'skipped', 'cancelled']
const PAIRS: [string, string][] = [
  ...GROUNDS.flatMap((ground): [string, string][] =>
    ['ink', 'muted', 'faint', 'accent-ink', 'state-failed'].map((text) => [text, ground]),
  ),
  ...['ink', 'muted'].map((text): [string, string] => [text, 'hover']),
  ...TONES.flatMap((tone): [string, string][] => [
    [`state-${tone}`, `state-${tone}-soft`],
    [`state-${tone}`, 'surface'],
    [`state-${tone}`, 'raised'],
  ]),
  ['accent-ink', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-danger', 'danger'],
]

describe.each([
  ['light', light],
  ['dark', dark],
])('the %s theme', (_name, colors) => {
  it.each(PAIRS)('shows %s on %s legibly', (text, ground) => {
    expect(contrast(colors?.get(text), colors?.get(ground))).toBeGreaterThanOrEqual(4.5)
  })
})

function readColors(block: string): Map<string, number> {
  const colors = new Map<string, number>()
  for (const [, name = '', l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)) {
    colors.set(name, luminance(Number(l), Number(c), Number(h)))
  }
  for (const [, name = '', l] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) 0 0\)/g)) {
    colors.set(name, luminance(Number(l), 0, 0))
  }
  return colors
}

/** Relative luminance of an OKLCH colour, clipped to sRGB as a screen would. */
function luminance(lightness: number, chroma: number, hue: number): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(1, Math.max(0, value))
  const red = clip(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = clip(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = clip(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(a = 0, b = 0): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}
