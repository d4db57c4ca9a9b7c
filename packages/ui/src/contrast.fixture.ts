import { readFileSync } from 'node:fs'

/** Relative luminance of every colour of a theme by the name of its token, 0 to 1. */
export type ThemeColors = ReadonlyMap<string, number>

/** The two themes as `theme.css` declares them. */
export function readThemes(): Record<'light' | 'dark', ThemeColors> {
  const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8')
  const [light = '', dark = ''] = [...css.matchAll(/:root[^{]*\{([^}]*)\}/g)].map((match) => match[1])
  return { light: readColors(light), dark: readColors(dark) }
}

/**
 * Contrast of two colours as WCAG has it, 1 to 21.
 * @throws Error when the theme has no such token
 */
export function contrast(colors: ThemeColors, a: string, b: string): number {
  const [first, second] = [a, b].map((name) => {
    const luminance = colors.get(name)
    if (luminance === undefined) throw new Error(`The theme has no colour --${name}`)
    return luminance
  }) as [number, number]
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05)
}

function readColors(block: string): ThemeColors {
  return new Map(
    [...block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+)(?: ([\d.]+))?\)/g)].map(([, name = '', l, c, h]) => [
      name,
      luminance(Number(l), Number(c), Number(h ?? 0)),
    ]),
  )
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
