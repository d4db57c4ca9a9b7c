import type { z } from 'zod'
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

/** The built-in node types by name, each with the type of its own config, for programs that write workflows. */
export const builtInDescriptions = {
  'manual-trigger': manualTriggerDescription,
  'cron-trigger': cronTriggerDescription,
  'webhook-trigger': webhookTriggerDescription,
  'event-trigger': eventTriggerDescription,
  'execution-trigger': executionTriggerDescription,
  transform: transformDescription,
  code: codeDescription,
  'read-file': readFileDescription,
  http: httpDescription,
  if: ifDescription,
  switch: switchDescription,
  merge: mergeDescription,
  'sub-workflow': subWorkflowDescription,
  'for-each': forEachDescription,
  delay: delayDescription,
  'wait-for-signal': waitForSignalDescription,
  respond: respondDescription,
  'stop-and-error': stopAndErrorDescription,
  simulate: simulateDescription,
} as const

/** What may be written as the config of each built-in node type. */
export type BuiltInConfigs = {
  [Type in keyof typeof builtInDescriptions]: z.input<(typeof builtInDescriptions)[Type]['config']>
}
