import type { NodeDescription } from '@spane/node-sdk'
import { createNodeTypeLookup } from '@spane/node-sdk'
import type { NodeTypeLookup } from '@spane/workflow'
import { codeDescription } from './code/description.ts'
import { cronTriggerDescription } from './cron-trigger/description.ts'
import { delayDescription } from './delay/description.ts'
import { eventTriggerDescription } from './event-trigger/description.ts'
import { executionTriggerDescription } from './execution-trigger/description.ts'
import { forEachDescription } from './for-each/description.ts'
import { httpDescription } from './http/description.ts'
import { ifDescription } from './if/description.ts'
import { manualTriggerDescription } from './manual-trigger/description.ts'
import { mergeDescription } from './merge/description.ts'
import { readFileDescription } from './read-file/description.ts'
import { respondDescription } from './respond/description.ts'
import { simulateDescription } from './simulate/description.ts'
import { stopAndErrorDescription } from './stop-and-error/description.ts'
import { subWorkflowDescription } from './sub-workflow/description.ts'
import { switchDescription } from './switch/description.ts'
import { transformDescription } from './transform/description.ts'
import { waitForSignalDescription } from './wait-for-signal/description.ts'
import { webhookTriggerDescription } from './webhook-trigger/description.ts'

/** All built-in node types, in the order of the palette. Safe to load in a browser. */
export const nodeDescriptions: readonly NodeDescription[] = [
  manualTriggerDescription,
  cronTriggerDescription,
  webhookTriggerDescription,
  eventTriggerDescription,
  executionTriggerDescription,
  transformDescription,
  codeDescription,
  readFileDescription,
  httpDescription,
  ifDescription,
  switchDescription,
  mergeDescription,
  subWorkflowDescription,
  forEachDescription,
  delayDescription,
  waitForSignalDescription,
  respondDescription,
  stopAndErrorDescription,
  simulateDescription,
]

/** The built-in node types as validation asks for them. */
export const builtInTypes: NodeTypeLookup = createNodeTypeLookup(nodeDescriptions)
