import {
  mapExecuteWorkflow,
  mapHttpRequest,
  mapMerge,
  mapNoOp,
  mapRespond,
  mapSet,
  mapSplitOut,
  mapStopAndError,
  mapWait,
} from './map-actions.ts'
import { mapCode } from './map-code.ts'
import { mapIf, mapSwitch } from './map-conditions.ts'
import { mapErrorTrigger, mapManualTrigger, mapSchedule, mapWebhook } from './map-triggers.ts'
import type { Mapper } from './mapping.ts'

/** The node types of n8n that have a counterpart, without the package in front. */
export const NODE_MAPPERS: ReadonlyMap<string, Mapper> = new Map(
  Object.entries({
    manualTrigger: mapManualTrigger,
    start: mapManualTrigger,
    executeWorkflowTrigger: mapManualTrigger,
    webhook: mapWebhook,
    scheduleTrigger: mapSchedule,
    cron: mapSchedule,
    errorTrigger: mapErrorTrigger,
    httpRequest: mapHttpRequest,
    if: mapIf,
    filter: mapIf,
    switch: mapSwitch,
    merge: mapMerge,
    set: mapSet,
    editFields: mapSet,
    code: mapCode,
    function: mapCode,
    wait: mapWait,
    respondToWebhook: mapRespond,
    executeWorkflow: mapExecuteWorkflow,
    noOp: mapNoOp,
    stopAndError: mapStopAndError,
    splitOut: mapSplitOut,
  }),
)

/** `n8n-nodes-base.httpRequest` → `httpRequest`; types of other packages have no counterpart. */
export function mapperOf(type: string): Mapper | undefined {
  return type.startsWith('n8n-nodes-base.') ? NODE_MAPPERS.get(type.slice('n8n-nodes-base.'.length)) : undefined
}
