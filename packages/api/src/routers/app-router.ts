import { router } from '../trpc.ts'
import { createAlert } from './alerts/create-alert.ts'
import { deleteAlert } from './alerts/delete-alert.ts'
import { listAlertMessages } from './alerts/list-alert-messages.ts'
import { listAlerts } from './alerts/list-alerts.ts'
import { testAlert } from './alerts/test-alert.ts'
import { updateAlert } from './alerts/update-alert.ts'
import { cancelLetterBatch } from './dead-letters/cancel-letter-batch.ts'
import { continueLetterBatch } from './dead-letters/continue-letter-batch.ts'
import { discardDeadLetter } from './dead-letters/discard-dead-letter.ts'
import { getDeadLetter } from './dead-letters/get-dead-letter.ts'
import { getLetterBatch } from './dead-letters/get-letter-batch.ts'
import { listBatchItems } from './dead-letters/list-batch-items.ts'
import { listDeadLetters } from './dead-letters/list-dead-letters.ts'
import { listLetterBatches } from './dead-letters/list-letter-batches.ts'
import { listLetterGroups } from './dead-letters/list-letter-groups.ts'
import { restoreDeadLetter } from './dead-letters/restore-dead-letter.ts'
import { retryDeadLetter } from './dead-letters/retry-dead-letter.ts'
import { startLetterBatch } from './dead-letters/start-letter-batch.ts'
import { cancelExecution } from './executions/cancel-execution.ts'
import { cancelExecutions } from './executions/cancel-executions.ts'
import { compareOutputs } from './executions/compare-outputs.ts'
import { getExecution } from './executions/get-execution.ts'
import { getNodeRun } from './executions/get-node-run.ts'
import { getResumeLink } from './executions/get-resume-link.ts'
import { listChildren } from './executions/list-children.ts'
import { listEvents } from './executions/list-events.ts'
import { listExecutionChildren } from './executions/list-execution-children.ts'
import { listExecutions } from './executions/list-executions.ts'
import { listLogs } from './executions/list-logs.ts'
import { listSilentNodes } from './executions/list-silent-nodes.ts'
import { pauseExecution } from './executions/pause-execution.ts'
import { rerunExecution } from './executions/rerun-execution.ts'
import { rerunExecutions } from './executions/rerun-executions.ts'
import { resumeExecution } from './executions/resume-execution.ts'
import { signalNode } from './executions/signal-node.ts'
import { closeCircuit } from './system/close-circuit.ts'
import { getSystemStatus } from './system/get-system-status.ts'
import { getWorkers } from './system/get-workers.ts'
import { listNodeTypes } from './system/list-node-types.ts'
import { getTestCalls } from './triggers/get-test-calls.ts'
import { listDeliveries } from './triggers/list-deliveries.ts'
import { listTriggers } from './triggers/list-triggers.ts'
import { listenForTestCalls } from './triggers/listen-for-test-calls.ts'
import { replayDelivery } from './triggers/replay-delivery.ts'
import { setTriggerActive } from './triggers/set-trigger-active.ts'
import { activateWorkflows } from './workflows/activate-workflows.ts'
import { createFolder } from './workflows/create-folder.ts'
import { createFromTemplate } from './workflows/create-from-template.ts'
import { createWorkflow } from './workflows/create-workflow.ts'
import { deleteFolder } from './workflows/delete-folder.ts'
import { deleteTag } from './workflows/delete-tag.ts'
import { deleteWorkflows } from './workflows/delete-workflows.ts'
import { duplicateWorkflow } from './workflows/duplicate-workflow.ts'
import { exportWorkflows } from './workflows/export-workflows.ts'
import { getNodeData } from './workflows/get-node-data.ts'
import { getVersion } from './workflows/get-version.ts'
import { getWorkflow } from './workflows/get-workflow.ts'
import { importWorkflows } from './workflows/import-workflows.ts'
import { listFolders } from './workflows/list-folders.ts'
import { listMatching } from './workflows/list-matching.ts'
import { listPins } from './workflows/list-pins.ts'
import { listTags } from './workflows/list-tags.ts'
import { listVersions } from './workflows/list-versions.ts'
import { listWorkflows } from './workflows/list-workflows.ts'
import { moveFolder } from './workflows/move-folder.ts'
import { moveWorkflows } from './workflows/move-workflows.ts'
import { pinData } from './workflows/pin-data.ts'
import { pinRun } from './workflows/pin-run.ts'
import { publishWorkflow } from './workflows/publish-workflow.ts'
import { purgeWorkflows } from './workflows/purge-workflows.ts'
import { renameFolder } from './workflows/rename-folder.ts'
import { renameTag } from './workflows/rename-tag.ts'
import { renameWorkflow } from './workflows/rename-workflow.ts'
import { restoreWorkflows } from './workflows/restore-workflows.ts'
import { runWorkflow } from './workflows/run-workflow.ts'
import { saveDraft } from './workflows/save-draft.ts'
import { tagWorkflows } from './workflows/tag-workflows.ts'
import { unpinData } from './workflows/unpin-data.ts'

/** Every procedure of the product. */
export const appRouter = router({
  workflows: router({
    list: listWorkflows,
    get: getWorkflow,
    create: createWorkflow,
    createFromTemplate,
    rename: renameWorkflow,
    duplicate: duplicateWorkflow,
    matching: listMatching,
    delete: deleteWorkflows,
    restore: restoreWorkflows,
    purge: purgeWorkflows,
    move: moveWorkflows,
    activate: activateWorkflows,
    tag: tagWorkflows,
    tags: router({ list: listTags, rename: renameTag, delete: deleteTag }),
    folders: router({
      list: listFolders,
      create: createFolder,
      rename: renameFolder,
      move: moveFolder,
      delete: deleteFolder,
    }),
    saveDraft,
    publish: publishWorkflow,
    export: exportWorkflows,
    import: importWorkflows,
    versions: listVersions,
    version: getVersion,
    run: runWorkflow,
    pins: listPins,
    nodeData: getNodeData,
    pin: pinData,
    pinRun,
    unpin: unpinData,
  }),
  executions: router({
    list: listExecutions,
    get: getExecution,
    events: listEvents,
    compareOutputs,
    nodeRun: getNodeRun,
    logs: listLogs,
    silentNodes: listSilentNodes,
    children: listChildren,
    childrenOf: listExecutionChildren,
    rerun: rerunExecution,
    rerunMany: rerunExecutions,
    cancelMany: cancelExecutions,
    signal: signalNode,
    resumeLink: getResumeLink,
    pause: pauseExecution,
    resume: resumeExecution,
    cancel: cancelExecution,
  }),
  deadLetters: router({
    list: listDeadLetters,
    get: getDeadLetter,
    retry: retryDeadLetter,
    discard: discardDeadLetter,
    restore: restoreDeadLetter,
    groups: listLetterGroups,
    startBatch: startLetterBatch,
    batches: listLetterBatches,
    batch: getLetterBatch,
    batchItems: listBatchItems,
    continueBatch: continueLetterBatch,
    cancelBatch: cancelLetterBatch,
  }),
  triggers: router({
    list: listTriggers,
    setActive: setTriggerActive,
    deliveries: listDeliveries,
    replay: replayDelivery,
    listen: listenForTestCalls,
    testCalls: getTestCalls,
  }),
  alerts: router({
    list: listAlerts,
    create: createAlert,
    update: updateAlert,
    delete: deleteAlert,
    test: testAlert,
    messages: listAlertMessages,
  }),
  system: router({ status: getSystemStatus, nodeTypes: listNodeTypes, workers: getWorkers, closeCircuit }),
})

/** What the browser's client is typed by. */
export type AppRouter = typeof appRouter
