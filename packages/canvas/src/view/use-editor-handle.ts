'use client'

import { useReactFlow } from '@xyflow/react'
import { type Ref, useImperativeHandle } from 'react'
import type { WorkflowEditorHandle } from '../editor-props.ts'
import type { EditorStore } from '../store/create-editor-store.ts'
import { useEditorStore } from '../store/editor-context.ts'
import { noteElementId } from '../store/element-ids.ts'
import { MOTION } from './motion.ts'
import { useRevealNode } from './use-reveal-node.ts'

/** Fills the application's handle: edits go to the working copy, and what is revealed is looked for in what is shown. */
export function useEditorHandle(handle: Ref<WorkflowEditorHandle> | undefined, workingCopy: EditorStore): void {
  const store = useEditorStore()
  const flow = useReactFlow()
  const revealNode = useRevealNode()
  useImperativeHandle(
    handle,
    () => ({
      apply: (operations, say) => {
        // What is being typed comes first: it was there before.
        workingCopy.actions.flush()
        return workingCopy.actions.apply(operations, { say })
      },
      takeMerged: workingCopy.actions.takeMerged,
      reveal: (nodeId) => {
        store.actions.select([nodeId])
        revealNode(nodeId, { center: true })
      },
      revealNote: (noteId) => {
        store.actions.select([noteElementId(noteId)])
        void flow.fitView({ nodes: [{ id: noteElementId(noteId) }], maxZoom: 1, padding: 1, duration: MOTION.move })
      },
    }),
    [store, workingCopy, flow, revealNode],
  )
}
