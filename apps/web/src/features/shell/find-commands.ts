import type { PaletteGroup } from '@spane/ui'

/** More of one kind than anyone reads through. */
const MOST_IN_GROUP = 20

/** The commands in which every word is found, those whose title begins with the search first; empty groups left out. */
export function findCommands(groups: readonly PaletteGroup[], query: string): PaletteGroup[] {
  const text = query.trim().toLowerCase()
  const words = text.split(/\s+/).filter(Boolean)
  return groups.flatMap(({ heading, commands }) => {
    const found = commands.filter(({ title, detail = '', alias = '' }) => {
      const whole = `${title} ${detail} ${alias}`.toLowerCase()
      return words.every((word) => whole.includes(word))
    })
    const startsSo = (title: string) => (text !== '' && title.toLowerCase().startsWith(text) ? 0 : 1)
    const sorted = found.toSorted((a, b) => startsSo(a.title) - startsSo(b.title))
    return sorted.length > 0 ? [{ heading, commands: sorted.slice(0, MOST_IN_GROUP) }] : []
  })
}
