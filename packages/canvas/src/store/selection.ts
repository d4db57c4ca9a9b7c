import type { EditorState } from './editor-state.ts'
import { readElementId } from './element-ids.ts'

/** Ids of what is selected, by kind. */
export interface Selection {
  nodes: Set<string>
  edges: Set<string>
  notes: Set<string>
  groups: Set<string>
}

export function readSelection({ flowNodes, flowEdges }: Pick<EditorState, 'flowNodes' | 'flowEdges'>): Selection {
  const selection: Selection = { nodes: new Set(), edges: new Set(), notes: new Set(), groups: new Set() }
  const sets = { node: selection.nodes, note: selection.notes, group: selection.groups }
  for (const element of flowNodes) {
    if (!element.selected) continue
    const { kind, id } = readElementId(element.id)
    sets[kind].add(id)
  }
  for (const edge of flowEdges) if (edge.selected) selection.edges.add(edge.id)
  return selection
}

/** The selected nodes, those inside selected folded groups included: what an action on the selection is about. */
export function selectedNodes(state: Pick<EditorState, 'flowNodes' | 'flowEdges' | 'grouping'>): Set<string> {
  const { nodes, groups } = readSelection(state)
  for (const groupId of groups) {
    const group = state.grouping.groups.get(groupId)
    if (group?.folded) for (const id of group.nodeIds) nodes.add(id)
  }
  return nodes
}
