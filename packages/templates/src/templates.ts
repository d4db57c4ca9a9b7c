import { approvalByForm } from './catalog/approval-by-form.ts'
import { conditionAndJoin } from './catalog/condition-and-join.ts'
import { dailyDigest } from './catalog/daily-digest.ts'
import { errorWorkflow } from './catalog/error-workflow.ts'
import { eventRouting } from './catalog/event-routing.ts'
import { everyItem } from './catalog/every-item.ts'
import { failsThenSucceeds } from './catalog/fails-then-succeeds.ts'
import { followUp } from './catalog/follow-up.ts'
import { liveOrLastKnown } from './catalog/live-or-last-known.ts'
import { parallelBranches } from './catalog/parallel-branches.ts'
import { sharedPart } from './catalog/shared-part.ts'
import { webhookToApi } from './catalog/webhook-to-api.ts'
import { withinLimits } from './catalog/within-limits.ts'
import type { WorkflowTemplate } from './template.ts'

/** All templates, those of a topic together. */
export const TEMPLATES: readonly WorkflowTemplate[] = [
  parallelBranches,
  conditionAndJoin,
  webhookToApi,
  dailyDigest,
  eventRouting,
  approvalByForm,
  followUp,
  everyItem,
  sharedPart,
  failsThenSucceeds,
  liveOrLastKnown,
  errorWorkflow,
  withinLimits,
]
