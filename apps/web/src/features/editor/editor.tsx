'use client'

import type { WorkflowDraft } from '@spane/api'
import { WorkflowEditor, type WorkflowEditorHandle } from '@spane/canvas'
import type { NodeDescription } from '@spane/node-sdk'
import { isTerminalStatus } from '@spane/realtime'
import { Button, buttonVariants, Tooltip, toast } from '@spane/ui'
import { changeOperations, type MergeRenames, type Operation, type Workflow } from '@spane/workflow'
import { ArrowLeft, History } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { type ReactElement, type ReactNode, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { NodeRunActions } from '../../composition/node-run-actions.tsx'
import { useWorkflowChoices } from '../../composition/use-workflow-choices.ts'
import { workflowHref } from '../../layout/href.ts'
import { usePageTitle } from '../../layout/use-page-title.ts'
import { useLoadDecision } from '../../live/use-load-decision.ts'
import { useLoadNodeRun } from '../../live/use-load-node-run.ts'
import { LogView } from '../../logs/log-view.tsx'
import { evaluateTemplate } from '../../preview/evaluate-template.ts'
import { useLoadNodeData } from '../../preview/use-load-node-data.ts'
import { FailedNodeTools } from '../../retry/failed-node-tools.tsx'
import { FailureBanner } from '../../retry/failure-banner.tsx'
import { useRetryMenu } from '../../retry/use-retry-menu.tsx'
import { useTimeTravel } from '../../timeline/use-time-travel.tsx'
import { TriggersButton } from '../../triggers/triggers-button.tsx'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { HistoryButton } from './history/history-button.tsx'
import { HistoryDialog } from './history/history-dialog.tsx'
import { useHistory } from './history/use-history.ts'
import { keptDrafts } from './kept-drafts.ts'
import { PeopleBar } from './people-bar.tsx'
import { hueOf } from './person.ts'
import { PublishButton } from './publish-button.tsx'
import { restoreWorkflow } from './restore-workflow.ts'
import { RunBar } from './run-bar.tsx'
import { RunsSidebar } from './runs-sidebar.tsx'
import { saveAsNew } from './save-as-new.ts'
import { SaveBanner } from './save-banner.tsx'
import { ShownRunBar } from './shown-run-bar.tsx'
import { TemplatesTile } from './templates-tile.tsx'
import { useAutosave } from './use-autosave.ts'
import type { EditorSession } from './use-editor-session.ts'
import { useEntries } from './use-entries.ts'
import { useForeignPaste } from './use-foreign-paste.tsx'
import { useNodeMenu } from './use-node-menu.tsx'
import { usePublish } from './use-publish.ts'
import { useRun } from './use-run.ts'
import { useRunData } from './use-run-data.tsx'
import { useRunOverlay } from './use-run-overlay.tsx'
import { useSharedDraft } from './use-shared-draft.ts'
import { useShownVersion } from './use-shown-version.ts'
import { useTestCalls } from './use-test-calls.ts'
import { WorkflowName } from './workflow-name.tsx'
import { WorkflowSettingsButton } from './workflow-settings-dialog.tsx'

export interface EditorProps {
  draft: WorkflowDraft
  nodeTypes: readonly NodeDescription[]
  session: EditorSession
  /** Loads the draft anew and starts over with it. */
  onReload: () => Promise<void>
  /** Something else that a person has to decide, for above the canvas. */
  question?: ReactNode
}

/** The canvas with all that it needs from outside: saving, running, following. */
export function Editor({ draft: loaded, nodeTypes, session, onReload, question }: EditorProps): ReactElement {
  const client = useTRPCClient()
  const router = useRouter()
  const { autosave, snapshot } = useAutosave(loaded, nodeTypes, session)
  // With what was kept of an earlier visit.
  const [draft] = useState(() => ({ ...loaded, workflow: autosave.working }))
  const shared = useSharedDraft(draft.workflow.id, session.clientId, autosave)
  const entries = useEntries(draft.workflow, nodeTypes)
  const run = useRun(draft.workflow.id, draft.lastInput, autosave, entries.chosen?.nodeId)
  const testCalls = useTestCalls(draft.workflow.id, autosave, run.show)
  const canvas = useRef<WorkflowEditorHandle>(null)
  const history = useHistory()
  const workflows = useWorkflowChoices()
  const foreign = useForeignPaste(nodeTypes)
  const loadNodeRun = useLoadNodeRun(run.live.detail?.id)
  const loadNodeData = useLoadNodeData(draft.workflow.id, run.live.detail?.id)
  const loadDecision = useLoadDecision(run.live.detail?.id)
  const [document, setDocument] = useState(draft.workflow)
  const { name, settings } = document
  const publishing = usePublish(draft, document, autosave, snapshot, shared.status)
  const isDeleted = shared.status?.isDeleted === true
  const blocked = isDeleted || snapshot.state.kind === 'conflict'
  /** The same, for what happens between two drawings. */
  const workingCopy = useRef<Workflow>(draft.workflow)
  const menu = useNodeMenu({ workflowId: draft.workflow.id, nodeTypes, workingCopy, run, autosave })
  usePageTitle(name)
  const [isNew] = useState(draft.lastInput === null && draft.workflow.nodes.length === 0)
  const changeWorkflow = (patch: Extract<Operation, { type: 'updateWorkflow' }>['patch']) =>
    canvas.current?.apply([{ type: 'updateWorkflow', patch }])
  const editVersion = (version: number, workflow: Workflow) => {
    const operations = changeOperations(workingCopy.current, workflow)
    if (operations.length === 0) {
      toast(`The draft is the same as version ${version}`)
      return true
    }
    if (!canvas.current?.apply(operations, `Version ${version} is the draft now`)) {
      toast.error('This version could not be opened for editing')
      return false
    }
    toast.success(`You edit version ${version} now`, { description: 'Undo brings your draft back.' })
    return true
  }

  const keepAsNew = async () => {
    const id = await saveAsNew(client, workingCopy.current)
    await keptDrafts.delete(session.clientId).catch(() => undefined)
    router.push(workflowHref(id))
  }

  const people = useMemo(
    () => shared.others.map(({ clientId, id, name, nodeIds }) => ({ key: clientId, name, hue: hueOf(id), nodeIds })),
    [shared.others],
  )
  const [showsRuns, setShowsRuns] = useState(false)
  const takeMerged = useEffectEvent((workflow: Workflow, renames: MergeRenames) => {
    workingCopy.current = workflow
    setDocument(workflow)
    entries.update(workflow)
    canvas.current?.takeMerged(workflow, renames)
  })
  useEffect(() => autosave.onMerged((workflow, renames) => takeMerged(workflow, renames)), [autosave])
  const otherVersion = useShownVersion(run, workingCopy)
  const runData = useRunData(draft.workflow.id, () => autosave.flush())
  const { detail, view: live } = run.live
  const travel = useTimeTravel({ detail, live, loadNodeRun, initiallyOpen: false })
  const { at } = travel
  const retry = useRetryMenu(live)
  const overlay = useRunOverlay({ run, travel, draft: document, openHistory: history.open })
  return (
    <main className="flex min-h-0 flex-1 flex-col">
      <WorkflowEditor
        className="min-h-0 flex-1"
        workflow={draft.workflow}
        nodeTypes={nodeTypes}
        workflows={workflows}
        problems={snapshot.problems}
        saveState={snapshot.state}
        onOperations={(operations, workflow) => {
          workingCopy.current = workflow
          setDocument(workflow)
          entries.update(workflow)
          autosave.push(operations)
        }}
        onSave={() => void autosave.flush().catch(() => {})}
        onRun={otherVersion ? undefined : run.start}
        handle={canvas}
        readForeign={foreign.read}
        shownVersion={otherVersion?.definition}
        run={overlay}
        pinnedNodes={menu.pinnedNodes}
        people={people}
        onSelect={shared.select}
        onCloseRun={run.close}
        loadDecision={loadDecision}
        loadNodeRun={detail ? travel.loadNodeRun : undefined}
        loadNodeData={loadNodeData}
        evaluate={evaluateTemplate}
        isNew={isNew}
        slots={{
          emptyCanvas: <TemplatesTile />,
          nodeMenu: (id) => [...retry.items(id), ...(otherVersion ? [] : menu.items(id))],
          failedNode: (id, node) =>
            node.deadLetterId && (
              <FailedNodeTools
                nodeName={detail?.definition.nodes.find((known) => known.id === id)?.name ?? id}
                node={node}
                deadLetterId={node.deadLetterId}
                menu={retry}
              />
            ),
          below: travel.timeline,
          sidebar: showsRuns && (
            <RunsSidebar
              workflowId={draft.workflow.id}
              shownId={run.executionId}
              onShow={(id) => run.show(id, { onItsVersion: true })}
              onClose={() => setShowsRuns(false)}
            />
          ),
          toolbarStart: (
            <div className="flex min-w-0 items-center gap-1">
              <Link
                href="/workflows"
                aria-label="Back to the workflows"
                className={buttonVariants({ variant: 'ghost', size: 'icon-sm' })}
              >
                <ArrowLeft aria-hidden="true" />
              </Link>
              <WorkflowName name={name} onRename={(next) => changeWorkflow({ name: next })} />
            </div>
          ),
          toolbarEnd: (
            <div className="flex items-center gap-2">
              <PeopleBar shared={shared} />
              <Tooltip content="Executions of this workflow" side="bottom">
                <Button size="sm" aria-pressed={showsRuns} onClick={() => setShowsRuns(!showsRuns)}>
                  <History aria-hidden="true" />
                  <span className="@max-[70rem]/toolbar:sr-only">Runs</span>
                </Button>
              </Tooltip>
              <WorkflowSettingsButton
                settings={settings}
                onChange={(changed) => changeWorkflow({ settings: changed })}
              />
              <TriggersButton
                workflowId={draft.workflow.id}
                testCalls={testCalls}
                nameOf={(nodeId) => document.nodes.find(({ id }) => id === nodeId)?.name}
              />
              <HistoryButton
                publishedVersion={publishing.version}
                difference={publishing.difference}
                onOpen={() => history.open({ shown: 'draft', base: publishing.version })}
              />
              <PublishButton publishing={publishing} />
              <RunBar run={run} entries={entries} />
            </div>
          ),
          banner: blocked ? (
            <SaveBanner
              autosave={autosave}
              snapshot={snapshot}
              isDeleted={isDeleted}
              nodeTypes={nodeTypes}
              onReload={onReload}
              onRestore={() => restoreWorkflow(client, draft.workflow.id)}
              onKeepAsNew={keepAsNew}
            />
          ) : (
            <>
              {question}
              {detail && live && run.onItsVersion && (
                <ShownRunBar
                  detail={detail}
                  isOtherVersion={otherVersion !== undefined}
                  onEditVersion={() => {
                    if (editVersion(detail.versionNumber, detail.definition)) run.show(detail.id)
                  }}
                  onUseData={() => runData.pin(detail.id)}
                  isPinning={runData.isPending}
                  onBack={run.close}
                />
              )}
              {detail && live && <FailureBanner view={live} definition={detail.definition} />}
            </>
          ),
          nodeRunActions: (nodeId, node) =>
            detail &&
            at === undefined && (
              <NodeRunActions executionId={detail.id} nodeId={nodeId} node={node} definition={detail.definition} />
            ),
          nodeLogs: (nodeId) =>
            detail && (
              <LogView
                key={`${detail.id}:${nodeId}`}
                executionId={detail.id}
                nodeId={nodeId}
                isLive={!isTerminalStatus((live ?? detail.view).status)}
                until={at}
              />
            ),
        }}
      />
      {menu.dialog}
      {foreign.dialog}
      {history.comparison && (
        <HistoryDialog
          workflowId={draft.workflow.id}
          draft={document}
          publishedVersion={publishing.version}
          nodeTypes={nodeTypes}
          comparison={history.comparison}
          onCompare={history.open}
          onRestore={(version, workflow) => {
            if (editVersion(version, workflow)) history.close()
          }}
          onClose={history.close}
        />
      )}
      {retry.dialog}
    </main>
  )
}
