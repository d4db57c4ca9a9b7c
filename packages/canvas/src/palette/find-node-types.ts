import type { NodeDescription, NodeGroup } from '@spane/node-sdk'

const GROUPS: readonly { group: NodeGroup; title: string }[] = [
  { group: 'trigger', title: 'Triggers' },
  { group: 'flow', title: 'Logic' },
  { group: 'data', title: 'Data' },
  { group: 'action', title: 'Actions' },
  { group: 'utility', title: 'Utilities' },
]

export interface NodeTypeSection {
  title: string
  items: NodeDescription[]
}

/** The node types that match a search, in groups, best first and else as given; every word must be found. */
export function findNodeTypes(types: Iterable<NodeDescription>, query: string): NodeTypeSection[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  const scored: { description: NodeDescription; score: number }[] = []
  for (const description of types) {
    const score = scoreOf(description, words)
    if (score !== undefined) scored.push({ description, score })
  }
  const sections: (NodeTypeSection & { best: number })[] = []
  for (const { group, title } of GROUPS) {
    const matches = scored.filter(({ description }) => description.group === group).sort((a, b) => a.score - b.score)
    if (matches.length > 0) {
      sections.push({ title, items: matches.map(({ description }) => description), best: matches[0]?.score ?? 0 })
    }
  }
  // While searching, the group with the best match comes first, so that Enter adds what was meant.
  if (words.length > 0) sections.sort((a, b) => a.best - b.best)
  return sections.map(({ title, items }) => ({ title, items }))
}

/** Lower is better; undefined when a word is found nowhere. */
function scoreOf({ name, type, summary }: NodeDescription, words: readonly string[]): number | undefined {
  let total = 0
  for (const word of words) {
    if (name.toLowerCase().startsWith(word)) total += 0
    else if (name.toLowerCase().includes(word)) total += 1
    else if (type.includes(word)) total += 2
    else if (summary.toLowerCase().includes(word)) total += 3
    else return undefined
  }
  return total
}
