'use client'

import { cn, StoppedClock, TooltipProvider, toast } from '@spane/ui'
import { ReactFlowProvider } from '@xyflow/react'
import { type ReactElement, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { ChangeMarksContext } from './compare/change-marks.tsx'
import { compareOnCanvas } from './compare/compare-on-canvas.ts'
import { LoadNodeDataContext } from './data/use-node-data.ts'
import { needLayout } from './edit/load-layout.ts'
import type { WorkflowEditorProps } from './editor-props.ts'
import { EvaluateContext } from './expression/expression-tools.ts'
import { Inspector } from './inspector/inspector.tsx'
import { WorkflowChoicesContext } from './inspector/workflow-control.tsx'
import { NodePicker } from './palette/node-picker.tsx'
import { Palette } from './palette/palette.tsx'
import { createEditorStore, type EditorStore } from './store/create-editor-store.ts'
import { EditorStoreContext, useEditor, useEditorStore } from './store/editor-context.ts'
import { NOTHING_PINNED } from './store/editor-state.ts'
import { indexPeople } from './store/people-by-node.ts'
import { NO_PROBLEMS } from './store/problem-index.ts'
import { Canvas } from './view/canvas.tsx'
import { CanvasMenu } from './view/canvas-menu.tsx'
import { ConnectDialog } from './view/connect-dialog.tsx'
import { EditAnnouncer } from './view/edit-announcer.tsx'
import { EmptyCanvas } from './view/empty-canvas.tsx'
import { FailedNodeToolbars } from './view/failed-node-toolbars.tsx'
import { NodeMenuContext } from './view/node-menu.tsx'
import { RunAnnouncer } from './view/run-announcer.tsx'
import { RunBanner } from './view/run-banner.tsx'
import { ShortcutsDialog } from './view/shortcuts-dialog.tsx'
import { Toolbar } from './view/toolbar.tsx'
import { useClipboard } from './view/use-clipboard.ts'
import { ReadForeignContext } from './view/use-clipboard-actions.ts'
import { useCommands } from './view/use-commands.ts'
import { useEditorHandle } from './view/use-editor-handle.ts'
import { useFirstRun } from './view/use-first-run.ts'
import { useLayout } from './view/use-layout.ts'
import { usePaletteCommands } from './view/use-palette-commands.tsx'
import { useSelectionReport } from './view/use-selection-report.ts'
import { useShortcuts } from './view/use-shortcuts.ts'

/** Below this many pixels the palette starts closed … */
const NARROW = 760
/** … and below this many it makes room for the inspector. */
const ROOM_FOR_BOTH = 960

/**
 * The workflow editor: palette, canvas and inspector. It knows no server: edits leave it as operations, and what it
 * shows of a run comes in by props.
 *
 * @example
 * <WorkflowEditor workflow={draft.workflow} nodeTypes={descriptions} onOperations={save} saveState={state} />
 */
export function WorkflowEditor(props: WorkflowEditorProps): ReactElement {
  const { workflow, shownVersion, comparedWith } = props
  const isLayoutReady = useLayout(needLayout(workflow, shownVersion, comparedWith))
  const [isOpen, setOpen] = useState(isLayoutReady)
  // Once it is open it stays: what is in the working copy has not been saved, perhaps.
  if (isLayoutReady && !isOpen) setOpen(true)
  if (!isOpen) return <div aria-busy="true" className={cn('size-full bg-page', props.className)} />
  return <EditorInstance key={props.documentKey} {...props} isLayoutReady={isLayoutReady} />
}

function EditorInstance(props: WorkflowEditorProps & { isLayoutReady: boolean }): ReactElement {
  const handlers = useRef(props)
  useLayoutEffect(() => {
    handlers.current = props
  })
  const [workingCopy] = useState(() => {
    const created = createEditorStore({
      workflow: props.workflow,
      nodeTypes: props.nodeTypes,
      readOnly: props.readOnly,
      run: props.run,
      onOperations: (operations, workflow) => handlers.current.onOperations?.(operations, workflow),
      onNotice: (said) => toast.info(said),
    })
    if (props.initialNodeId !== undefined) {
      created.actions.select([props.initialNodeId])
      created.actions.inspect(props.initialNodeId)
    }
    return created
  })
  const { workflow: given, comparedWith, readOnly, run, pinnedNodes, problems, nodeTypes, people } = props
  const shownVersion = props.isLayoutReady ? props.shownVersion : undefined
  const comparison = useMemo(
    () => (readOnly && comparedWith ? compareOnCanvas(comparedWith, given) : undefined),
    [readOnly, comparedWith, given],
  )
  const workflow = comparison?.workflow ?? given
  // A store of its own beside the working copy's, which loses nothing by being out of sight.
  const version = useMemo(
    () => shownVersion && createEditorStore({ workflow: shownVersion, nodeTypes, readOnly: true }),
    [shownVersion, nodeTypes],
  )
  const store = version ?? workingCopy

  useLayoutEffect(() => {
    if (readOnly) workingCopy.actions.setWorkflow(workflow)
  }, [workingCopy, workflow, readOnly])
  useLayoutEffect(() => store.actions.patch({ run: run ?? null }), [store, run])
  useLayoutEffect(() => {
    const { people: before } = workingCopy.getState()
    workingCopy.actions.patch({ people: indexPeople(people ?? [], before) })
  }, [workingCopy, people])
  useLayoutEffect(() => store.actions.patch({ pinnedNodes: pinnedNodes ?? NOTHING_PINNED }), [store, pinnedNodes])
  useLayoutEffect(() => workingCopy.actions.setProblems(problems ?? NO_PROBLEMS), [workingCopy, problems])

  return (
    <EditorStoreContext key={version ? `version-${run?.executionId}` : 'working-copy'} value={store}>
      <ReactFlowProvider>
        <TooltipProvider>
          <WorkflowChoicesContext value={props.workflows}>
            <LoadNodeDataContext value={props.loadNodeData}>
              <EvaluateContext value={props.evaluate}>
                <NodeMenuContext value={props.slots?.nodeMenu}>
                  <StoppedClock value={run?.at ?? null}>
                    <ChangeMarksContext value={comparison?.marks ?? null}>
                      <ReadForeignContext value={props.readForeign}>
                        <EditorLayout {...props} workingCopy={workingCopy} />
                      </ReadForeignContext>
                    </ChangeMarksContext>
                  </StoppedClock>
                </NodeMenuContext>
              </EvaluateContext>
            </LoadNodeDataContext>
          </WorkflowChoicesContext>
        </TooltipProvider>
      </ReactFlowProvider>
    </EditorStoreContext>
  )
}

function EditorLayout({
  saveState,
  slots,
  loadNodeRun,
  loadDecision,
  onCloseRun,
  onSave,
  onSelect,
  onRun,
  initialNodeId,
  isNew = false,
  handle,
  workingCopy,
  className,
}: WorkflowEditorProps & { workingCopy: EditorStore }): ReactElement {
  const root = useRef<HTMLDivElement>(null)
  const store = useEditorStore()
  const readOnly = useEditor((state) => state.readOnly)
  // Of a version that is only looked at, there is nothing to edit and no run to tell of.
  const hasRun = useEditor((state) => state.run !== null)
  const paletteOpen = useEditor((state) => state.paletteOpen)
  const isInspecting = useEditor((state) => state.inspectedNodeId !== null)
  const commands = useCommands({ onSave, onRun })
  useShortcuts(root, commands)
  usePaletteCommands(commands)
  useClipboard(root)
  const invitesRun = useFirstRun(isNew)
  useEditorHandle(handle, workingCopy)
  useSelectionReport(onSelect)
  // On a small screen, or one at 200 %, the canvas needs the room; the picker is there by key and by +.
  useEffect(() => {
    if (root.current && root.current.clientWidth < NARROW) store.actions.patch({ paletteOpen: false })
  }, [store])
  useEffect(() => {
    if (isInspecting && root.current && root.current.clientWidth < ROOM_FOR_BOTH) {
      store.actions.patch({ paletteOpen: false })
    }
  }, [store, isInspecting])
  // What is still being typed must not be lost when the page goes away.
  useEffect(() => {
    const flush = () => store.actions.flush()
    window.addEventListener('pagehide', flush)
    return () => window.removeEventListener('pagehide', flush)
  }, [store])
  return (
    <div
      ref={root}
      data-invites={invitesRun ? 'run' : undefined}
      className={cn('flex size-full min-h-0 flex-col bg-page', className)}
    >
      <Toolbar start={slots?.toolbarStart} end={slots?.toolbarEnd} saveState={saveState} commands={commands} />
      {slots?.banner}
      <div className="relative flex min-h-0 flex-1">
        {/* One panel at a time: both would leave the canvas too little. */}
        {slots?.sidebar || (!readOnly && paletteOpen && <Palette />)}
        <div className="flex min-w-0 flex-1 flex-col">
          <section aria-label="Canvas" className="relative min-h-0 flex-1">
            <CanvasMenu commands={commands}>
              <Canvas />
            </CanvasMenu>
            {slots?.onCanvas}
            <FailedNodeToolbars tools={slots?.failedNode} />
            <EmptyCanvas>{slots?.emptyCanvas}</EmptyCanvas>
            <RunBanner onClose={onCloseRun} />
          </section>
          {slots?.below}
        </div>
        {(!readOnly || hasRun) && (
          <Inspector
            loadNodeRun={loadNodeRun}
            loadDecision={loadDecision}
            nodeRunActions={slots?.nodeRunActions}
            nodeRunNotes={slots?.nodeRunNotes}
            nodeLogs={slots?.nodeLogs}
            initialNodeId={initialNodeId}
          />
        )}
      </div>
      <NodePicker />
      <ConnectDialog />
      <ShortcutsDialog commands={commands} />
      <EditAnnouncer />
      <RunAnnouncer />
    </div>
  )
}
