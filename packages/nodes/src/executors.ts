import type { INodeExecutor } from '@spane/node-sdk'
import type { Sandbox } from '@spane/sandbox'
import { createCodeExecutor } from './code/executor.ts'
import { cronTriggerExecutor } from './cron-trigger/executor.ts'
import { delayExecutor } from './delay/executor.ts'
import { eventTriggerExecutor } from './event-trigger/executor.ts'
import { executionTriggerExecutor } from './execution-trigger/executor.ts'
import { forEachExecutor } from './for-each/executor.ts'
import { createHttpExecutor, type HttpOptions } from './http/executor.ts'
import { ifExecutor } from './if/executor.ts'
import { manualTriggerExecutor } from './manual-trigger/executor.ts'
import { mergeExecutor } from './merge/executor.ts'
import { createReadFileExecutor, type FileStore } from './read-file/executor.ts'
import { respondExecutor } from './respond/executor.ts'
import { simulateExecutor } from './simulate/executor.ts'
import { stopAndErrorExecutor } from './stop-and-error/executor.ts'
import { subWorkflowExecutor } from './sub-workflow/executor.ts'
import { switchExecutor } from './switch/executor.ts'
import { transformExecutor } from './transform/executor.ts'
import { createWaitForSignalExecutor } from './wait-for-signal/executor.ts'
import { webhookTriggerExecutor } from './webhook-trigger/executor.ts'

export interface ExecutorOptions {
  /** Runs the code of `code` nodes. */
  sandbox: Pick<Sandbox, 'runCode'>
  http?: HttpOptions
  /** Files that came with requests; absent: there are none. */
  files?: FileStore
}

/** The executors of all built-in node types, by type. */
export function createExecutors({ sandbox, http, files }: ExecutorOptions): Record<string, INodeExecutor> {
  return {
    'manual-trigger': manualTriggerExecutor,
    'cron-trigger': cronTriggerExecutor,
    'webhook-trigger': webhookTriggerExecutor,
    'event-trigger': eventTriggerExecutor,
    'execution-trigger': executionTriggerExecutor,
    transform: transformExecutor,
    code: createCodeExecutor(sandbox),
    'read-file': createReadFileExecutor(files),
    http: createHttpExecutor(http),
    if: ifExecutor,
    switch: switchExecutor,
    merge: mergeExecutor,
    'sub-workflow': subWorkflowExecutor,
    'for-each': forEachExecutor,
    delay: delayExecutor,
    'wait-for-signal': createWaitForSignalExecutor(http),
    respond: respondExecutor,
    'stop-and-error': stopAndErrorExecutor,
    simulate: simulateExecutor,
  }
}
