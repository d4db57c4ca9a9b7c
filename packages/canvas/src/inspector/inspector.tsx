'use client'

import { IconButton, Kbd, Tabs, TabsContent, TabsList, TabsTrigger } from '@spane/ui'
import type { WorkflowNode } from '@spane/workflow'
import { CircleAlert, TriangleAlert, X } from 'lucide-react'
import { type ReactElement, type RefObject, useEffect, useRef } from 'react'
import type { EditorSlots, WorkflowEditorProps } from '../editor-props.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import type { InspectorTab } from '../store/editor-state.ts'
import { NO_PROBLEMS } from '../store/problem-index.ts'
import { KindIcon } from '../view/kind-icon.tsx'
import { NodeMenuButton } from '../view/node-menu.tsx'
import { useRevealNode } from '../view/use-reveal-node.ts'
import { ParametersTab } from './parameters-tab.tsx'
import { RunTab } from './run-tab.tsx'
import { SettingsTab } from './settings-tab.tsx'

interface InspectorProps {
  loadNodeRun?: WorkflowEditorProps['loadNodeRun']
  loadDecision?: WorkflowEditorProps['loadDecision']
  nodeRunActions?: EditorSlots['nodeRunActions']
  nodeRunNotes?: EditorSlots['nodeRunNotes']
  nodeLogs?: EditorSlots['nodeLogs']
  /** The node that the editor opens with. */
  initialNodeId?: string
}

/** The panel at the right: one node in full. It takes room from the canvas instead of covering it. */
export function Inspector({ initialNodeId, ...props }: InspectorProps): ReactElement | null {
  // As long as that one is shown: the canvas fits all nodes into view by itself then, and moving it meanwhile would stop that.
  const openedWith = useRef(initialNodeId)
  const node = useEditor((state) =>
    state.inspectedNodeId === null ? undefined : state.graph.nodes.get(state.inspectedNodeId),
  )
  if (!node) return null
  return <NodeInspector key={node.id} node={node} openedWith={openedWith} {...props} />
}

const DOUBLE_CLICK_MS = 600

interface NodeInspectorProps extends Omit<InspectorProps, 'initialNodeId'> {
  node: WorkflowNode
  openedWith: RefObject<string | undefined>
}

function NodeInspector({
  node,
  openedWith,
  loadNodeRun,
  loadDecision,
  nodeRunActions,
  nodeRunNotes,
  nodeLogs,
}: NodeInspectorProps): ReactElement {
  const run = useEditor((state) => state.run)
  const readOnly = useEditor((state) => state.readOnly)
  const description = useEditor((state) => state.nodeTypes.get(node.type))
  const chosenTab = useEditor((state) => state.inspectorTab)
  const { inspect, patch } = useEditorActions()
  const reveal = useRevealNode()
  const openedAt = useRef(0)
  useEffect(() => {
    openedAt.current = performance.now()
  }, [])

  useEffect(
    () => () => {
      openedWith.current = undefined
    },
    [openedWith],
  )
  // Once the canvas has given way to the panel, the node must still be in sight.
  useEffect(() => {
    if (openedWith.current === node.id) return
    const frame = requestAnimationFrame(() => requestAnimationFrame(() => reveal(node.id)))
    return () => cancelAnimationFrame(frame)
  }, [node.id, reveal, openedWith])

  const tab = tabToShow(chosenTab, { hasRun: run !== null, hasLogs: nodeLogs !== undefined, readOnly })
  return (
    <aside
      aria-label="Inspector"
      // A double click on a card that the panel opens over ends on the panel: it must not select its text.
      onMouseDown={(event) => {
        if (event.detail > 1 && event.timeStamp - openedAt.current < DOUBLE_CLICK_MS) event.preventDefault()
      }}
      className="flex w-88 shrink-0 flex-col border-line border-l bg-surface max-md:absolute max-md:inset-y-0 max-md:right-0 max-md:z-20 max-md:max-w-[calc(100%-3rem)] max-md:shadow-overlay"
    >
      <header className="flex items-center gap-2.5 px-3 pt-3 pb-2">
        <KindIcon description={description} className="size-8 [&_svg]:size-4.5" />
        <div className="min-w-0 flex-1">
          {readOnly ? (
            <h2 className="truncate font-semibold text-base">{node.name || node.id}</h2>
          ) : (
            <NameField node={node} />
          )}
          <p className="truncate text-faint text-xs" title={description?.summary}>
            {description?.name ?? node.type}
            <span aria-hidden="true"> · </span>
            <code className="font-mono">{node.id}</code>
          </p>
        </div>
        <NodeMenuButton nodeId={node.id} />
        <IconButton
          size="sm"
          label="Close inspector"
          shortcut={<Kbd>Esc</Kbd>}
          onClick={() => inspect(null)}
          className="self-start"
        >
          <X />
        </IconButton>
      </header>
      {!readOnly && <NodeProblems nodeId={node.id} />}
      <Tabs
        value={tab}
        onValueChange={(next) => patch({ inspectorTab: next as InspectorTab })}
        className="flex min-h-0 flex-1 flex-col"
      >
        <TabsList className="px-3">
          {!readOnly && <TabsTrigger value="parameters">Parameters</TabsTrigger>}
          {!readOnly && <TabsTrigger value="settings">Settings</TabsTrigger>}
          {run && <TabsTrigger value="run">Run</TabsTrigger>}
          {run && nodeLogs && <TabsTrigger value="logs">Logs</TabsTrigger>}
        </TabsList>
        <TabsContent value="parameters" className="min-h-0 flex-1 overflow-y-auto">
          <ParametersTab node={node} description={description} />
        </TabsContent>
        <TabsContent value="settings" className="min-h-0 flex-1 overflow-y-auto">
          <SettingsTab node={node} />
        </TabsContent>
        {run && (
          <TabsContent value="run" className="min-h-0 flex-1 overflow-y-auto">
            <RunTab
              nodeId={node.id}
              run={run}
              loadNodeRun={loadNodeRun}
              loadDecision={loadDecision}
              actions={nodeRunActions}
              notes={nodeRunNotes}
            />
          </TabsContent>
        )}
        {run && nodeLogs && (
          <TabsContent value="logs" className="flex min-h-0 flex-1 flex-col data-[state=inactive]:hidden">
            {nodeLogs(node.id)}
          </TabsContent>
        )}
      </Tabs>
    </aside>
  )
}

/** The tab that was chosen last, as far as this node has it. */
function tabToShow(
  chosen: InspectorTab,
  { hasRun, hasLogs, readOnly }: { hasRun: boolean; hasLogs: boolean; readOnly: boolean },
): InspectorTab {
  if (hasRun && hasLogs && chosen === 'logs') return 'logs'
  if (readOnly) return 'run'
  return chosen === 'logs' || (chosen === 'run' && !hasRun) ? 'parameters' : chosen
}

function NameField({ node }: { node: WorkflowNode }): ReactElement {
  const { renameNode } = useEditorActions()
  const input = useRef<HTMLInputElement>(null)
  const name = node.name ?? ''
  useEffect(() => {
    if (input.current && document.activeElement !== input.current) input.current.value = name
  }, [name])
  return (
    <input
      ref={input}
      aria-label="Name"
      defaultValue={name}
      placeholder={node.id}
      maxLength={200}
      onBlur={(event) => renameNode(node.id, event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') event.currentTarget.value = name
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur()
      }}
      className="-ml-1 w-full truncate rounded-sm border border-transparent bg-transparent px-1 font-semibold text-base hover:border-line focus:border-accent focus:bg-raised focus:outline-none"
    />
  )
}

function NodeProblems({ nodeId }: { nodeId: string }): ReactElement | null {
  const problems = useEditor((state) => state.problems.byNode.get(nodeId) ?? NO_PROBLEMS)
  if (problems.length === 0) return null
  return (
    <ul aria-label="Problems of this node" className="mx-3 mb-2 flex flex-col gap-1">
      {problems.map((problem, index) => {
        const isError = problem.severity === 'error'
        const Icon = isError ? CircleAlert : TriangleAlert
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: two problems may be alike in everything
            key={index}
            data-tone={isError ? 'failed' : 'retrying'}
            className="flex items-start gap-1.5 rounded-sm bg-tone-soft px-2 py-1 text-tone text-xs"
          >
            <Icon aria-label={isError ? 'Error' : 'Warning'} className="mt-0.5 size-3 shrink-0" />
            <span className="min-w-0 break-words">{problem.message}</span>
          </li>
        )
      })}
    </ul>
  )
}
