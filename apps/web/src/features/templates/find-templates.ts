import type { WorkflowTemplate } from '@spane/templates'

/** What a template is found by, beside its own words. */
type NameOfType = (type: string) => string

/** The templates in which every word of the search occurs: in name, summary, topic, or the names of its nodes' types. */
export function findTemplates(
  templates: readonly WorkflowTemplate[],
  search: string,
  nameOfType: NameOfType,
): WorkflowTemplate[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return templates.filter(({ name, summary, topic, graph, parts = [] }) => {
    const types = [graph, ...parts.map((part) => part.graph)].flatMap(({ nodes }) => nodes.map(({ type }) => type))
    const text = [name, summary, topic, ...types.map(nameOfType)].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
