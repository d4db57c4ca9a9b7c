'use client'

import { Kbd, type PaletteGroup, useCommandSource } from '@spane/ui'
import { useContext } from 'react'
import { useEditorStore } from '../store/editor-context.ts'
import { readSelection } from '../store/selection.ts'
import type { EditorCommand } from './editor-command.ts'
import { focusNodeCard } from './focus-element.ts'
import { hotkeyCaps } from './hotkey.ts'
import { NodeIcon } from './node-icon.tsx'
import { NodeMenuContext } from './node-menu.tsx'
import { useRevealNode } from './use-reveal-node.ts'

/** Offers what can be done in the editor now, and every node of the workflow, to the command palette. */
export function usePaletteCommands(commands: readonly EditorCommand[]): void {
  const store = useEditorStore()
  const reveal = useRevealNode()
  const nodeMenu = useContext(NodeMenuContext)

  useCommandSource(() => {
    const state = store.getState()
    const [nodeId, ...others] = readSelection(state).nodes
    const isDoable = (command: EditorCommand) =>
      !(command.edits && state.readOnly) && (command.isAvailable?.(state) ?? true)
    const ofNode = nodeId === undefined || others.length > 0 ? [] : (nodeMenu?.(nodeId) ?? [])
    const groups: PaletteGroup[] = [
      {
        heading: 'Here',
        commands: [
          ...ofNode.map(({ id, label, icon, hint, hotkey, onSelect }) => ({
            id: `node-${id}`,
            title: label,
            detail: hint ?? state.graph.nodes.get(nodeId ?? '')?.name ?? nodeId,
            icon,
            shortcut: hotkey && <Caps hotkey={hotkey} />,
            run: onSelect,
          })),
          ...commands.filter(isDoable).map(({ id, title, hotkeys, run }) => ({
            id,
            title,
            shortcut: hotkeys?.[0] && <Caps hotkey={hotkeys[0]} />,
            run,
          })),
        ],
      },
      {
        heading: 'Nodes of this workflow',
        commands: [...state.graph.nodes.values()].map((node) => {
          const description = state.nodeTypes.get(node.type)
          return {
            id: `go-${node.id}`,
            title: node.name || node.id,
            detail: `${description?.name ?? node.type} · ${node.id}`,
            icon: <NodeIcon name={description?.icon} />,
            run: () => {
              store.actions.select([node.id])
              if (state.inspectedNodeId !== null) store.actions.inspect(node.id)
              reveal(node.id, { center: true })
              focusNodeCard(node.id)
            },
          }
        }),
      },
    ]
    return groups
  })
}

function Caps({ hotkey }: { hotkey: string }) {
  return hotkeyCaps(hotkey).map((cap) => <Kbd key={cap}>{cap}</Kbd>)
}
