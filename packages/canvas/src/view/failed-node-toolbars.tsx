'use client'

import { NodeToolbar, Position, useStore } from '@xyflow/react'
import type { ReactElement } from 'react'
import { STATUS_HEIGHT } from '../edit/node-geometry.ts'
import type { EditorSlots } from '../editor-props.ts'
import { useEditor } from '../store/editor-context.ts'
import type { EditorState } from '../store/editor-state.ts'

/** Below this zoom the tools would be larger than what they are about. */
const LEAST_ZOOM = 0.45
/** Tools for more failures than this would cover the canvas; the nodes have them in their menus. */
const MOST = 5

/** What the application offers under nodes that failed for good, on the canvas itself. */
export function FailedNodeToolbars({ tools }: { tools: EditorSlots['failedNode'] }): ReactElement | null {
  const failed = useEditor(failedIds)
  // Without a failure there is nothing to move: zooming draws nothing again.
  const zoom = useStore(({ transform }) => (failed !== '' && transform[2] >= LEAST_ZOOM ? transform[2] : 0))
  const nodes = useEditor((state) => state.run?.view.nodes)
  if (!tools || zoom === 0) return null
  return (
    <>
      {failed.split('\n').map((id) => {
        const node = nodes?.[id]
        return (
          node && (
            <NodeToolbar
              key={id}
              nodeId={id}
              isVisible
              position={Position.Bottom}
              // The line of the state hangs below what the canvas takes for the card.
              offset={8 + STATUS_HEIGHT * zoom}
              className="nodrag nopan"
            >
              {tools(id, node)}
            </NodeToolbar>
          )
        )
      })}
    </>
  )
}

/** As one text, which is the same as long as the failures are. Ids hold no line ends. */
function failedIds({ run, grouping }: EditorState): string {
  if (!run || run.at !== undefined || run.view.status === 'cancelled') return ''
  return Object.entries(run.view.nodes)
    .filter(([id, node]) => node.status === 'failed' && node.deadLetterId !== undefined && !grouping.hidden.has(id))
    .slice(0, MOST)
    .map(([id]) => id)
    .join('\n')
}
