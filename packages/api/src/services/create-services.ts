import type { ApiServices } from '../api-services.ts'
import { createAlert } from './alerts/create-alert.ts'
import { deleteAlert } from './alerts/delete-alert.ts'
import { listAlertMessages } from './alerts/list-alert-messages.ts'
import { listAlerts } from './alerts/list-alerts.ts'
import { testAlert } from './alerts/test-alert.ts'
import { updateAlert } from './alerts/update-alert.ts'
import { getDeadLetter } from './dead-letters/get-dead-letter.ts'
import {
  cancelLetterBatch,
  continueLetterBatch,
  getLetterBatch,
  listBatchItems,
  listLetterBatches,
} from './dead-letters/letter-batches.ts'
import { listDeadLetters } from './dead-letters/list-dead-letters.ts'
import { listLetterGroups } from './dead-letters/list-letter-groups.ts'
import { retryDeadLetter } from './dead-letters/retry-dead-letter.ts'
import { discardDeadLetter, restoreDeadLetter } from './dead-letters/set-aside-dead-letter.ts'
import { startLetterBatch } from './dead-letters/start-letter-batch.ts'
import { compareOutputs } from './executions/compare-outputs.ts'
import { cancelExecution, pauseExecution, resumeExecution } from './executions/control-execution.ts'
import { cancelExecutions, rerunExecutions } from './executions/control-many.ts'
import { getExecution } from './executions/get-execution.ts'
import { getNodeRun } from './executions/get-node-run.ts'
import { getResumeLink } from './executions/get-resume-link.ts'
import { listChildren } from './executions/list-children.ts'
import { listEvents } from './executions/list-events.ts'
import { listExecutionChildren, listExecutions } from './executions/list-executions.ts'
import { listLogs } from './executions/list-logs.ts'
import { listSilentNodes } from './executions/list-silent-nodes.ts'
import { rerunExecution } from './executions/rerun-execution.ts'
import { signalNode } from './executions/signal-node.ts'
import type { ServiceContext } from './service-context.ts'
import { DefinitionCache } from './shared/definition-cache.ts'
import { closeCircuit } from './system/close-circuit.ts'
import { getSystemStatus } from './system/get-system-status.ts'
import { getWorkers } from './system/get-workers.ts'
import { createFromTemplate } from './templates/create-from-template.ts'
import { listDeliveries } from './triggers/list-deliveries.ts'
import { listTriggers } from './triggers/list-triggers.ts'
import { getTestCalls, listenForTestCalls } from './triggers/listen-for-test-calls.ts'
import { replayDelivery } from './triggers/replay-delivery.ts'
import { setTriggerActive } from './triggers/set-trigger-active.ts'
import {
  activateWorkflows,
  deleteWorkflows,
  moveWorkflows,
  purgeWorkflows,
  restoreWorkflows,
} from './workflows/change-workflows.ts'
import { createWorkflow } from './workflows/create-workflow.ts'
import { duplicateWorkflow } from './workflows/duplicate-workflow.ts'
import { exportWorkflows } from './workflows/export-workflows.ts'
import { createFolder, deleteFolder, listFolders, moveFolder, renameFolder } from './workflows/folders.ts'
import { getNodeData } from './workflows/get-node-data.ts'
import { getWorkflow } from './workflows/get-workflow.ts'
import { importWorkflows } from './workflows/import-workflows.ts'
import { listMatching, listWorkflows } from './workflows/list-workflows.ts'
import { pinRun } from './workflows/pin-run.ts'
import { listPins, pinData, unpinData } from './workflows/pins.ts'
import { publishWorkflow } from './workflows/publish-workflow.ts'
import { renameWorkflow } from './workflows/rename-workflow.ts'
import { runWorkflow } from './workflows/run-workflow.ts'
import { saveDraft } from './workflows/save-draft.ts'
import { deleteTag, listTags, renameTag, tagWorkflows } from './workflows/tags.ts'
import { getVersion, listVersions } from './workflows/versions.ts'

export interface CreateServicesOptions extends Omit<ServiceContext, 'definitions' | 'redact' | 'draftChanged'> {
  redact?: (text: string) => string
  draftChanged?: (workflowId: string) => void
}

/** Binds the use cases to one workspace. */
export function createServices(options: CreateServicesOptions): ApiServices {
  const context: ServiceContext = {
    redact: (text) => text,
    draftChanged: () => undefined,
    ...options,
    definitions: new DefinitionCache(options.prisma),
  }
  const bind =
    <Input, Output>(useCase: (context: ServiceContext, input: Input) => Promise<Output>) =>
    (input: Input): Promise<Output> =>
      useCase(context, input)
  return {
    workflows: {
      list: bind(listWorkflows),
      get: bind(getWorkflow),
      create: bind(createWorkflow),
      createFromTemplate: bind(createFromTemplate),
      rename: bind(renameWorkflow),
      duplicate: bind(duplicateWorkflow),
      matching: bind(listMatching),
      delete: bind(deleteWorkflows),
      restore: bind(restoreWorkflows),
      purge: bind(purgeWorkflows),
      move: bind(moveWorkflows),
      activate: bind(activateWorkflows),
      tag: bind(tagWorkflows),
      listTags: () => listTags(context),
      renameTag: bind(renameTag),
      deleteTag: bind(deleteTag),
      listFolders: () => listFolders(context),
      createFolder: bind(createFolder),
      renameFolder: bind(renameFolder),
      moveFolder: bind(moveFolder),
      deleteFolder: bind(deleteFolder),
      saveDraft: bind(saveDraft),
      publish: bind(publishWorkflow),
      export: bind(exportWorkflows),
      import: bind(importWorkflows),
      versions: bind(listVersions),
      version: bind(getVersion),
      run: bind(runWorkflow),
      pins: bind(listPins),
      nodeData: bind(getNodeData),
      pin: bind(pinData),
      pinRun: bind(pinRun),
      unpin: bind(unpinData),
    },
    executions: {
      list: bind(listExecutions),
      get: bind(getExecution),
      events: bind(listEvents),
      compareOutputs: bind(compareOutputs),
      nodeRun: bind(getNodeRun),
      logs: bind(listLogs),
      silentNodes: bind(listSilentNodes),
      children: bind(listChildren),
      childrenOf: bind(listExecutionChildren),
      rerun: bind(rerunExecution),
      rerunMany: bind(rerunExecutions),
      cancelMany: bind(cancelExecutions),
      signal: bind(signalNode),
      resumeLink: bind(getResumeLink),
      pause: bind(pauseExecution),
      resume: bind(resumeExecution),
      cancel: bind(cancelExecution),
    },
    deadLetters: {
      list: bind(listDeadLetters),
      get: bind(getDeadLetter),
      retry: bind(retryDeadLetter),
      discard: bind(discardDeadLetter),
      restore: bind(restoreDeadLetter),
      groups: bind(listLetterGroups),
      startBatch: bind(startLetterBatch),
      batches: bind(listLetterBatches),
      batch: bind(getLetterBatch),
      batchItems: bind(listBatchItems),
      continueBatch: bind(continueLetterBatch),
      cancelBatch: bind(cancelLetterBatch),
    },
    triggers: {
      list: bind(listTriggers),
      setActive: bind(setTriggerActive),
      deliveries: bind(listDeliveries),
      replay: bind(replayDelivery),
      listen: bind(listenForTestCalls),
      testCalls: bind(getTestCalls),
    },
    alerts: {
      list: () => listAlerts(context),
      create: bind(createAlert),
      update: bind(updateAlert),
      delete: bind(deleteAlert),
      test: bind(testAlert),
      messages: bind(listAlertMessages),
    },
    system: {
      status: () => getSystemStatus(context),
      nodeTypes: () => context.customNodes ?? [],
      workers: () => getWorkers(context),
      closeCircuit: bind(closeCircuit),
    },
  }
}
