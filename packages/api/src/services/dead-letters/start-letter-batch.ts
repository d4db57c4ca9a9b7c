import { listLetterWorkflows } from '@spane/db'
import type { CreateLetterBatch } from '@spane/engine'
import type { DeadLetterBatch } from '../../dead-letter-contract.ts'
import { ApiError } from '../../errors/api-error.ts'
import type { StartLetterBatchInput } from '../../input/dead-letter-input.ts'
import type { ServiceContext } from '../service-context.ts'
import { cutLatestVersion } from './cut-latest-version.ts'
import { describe } from './letter-batches.ts'

/** Most groups that one batch is made of. */
const MAX_GROUPS = 500

type Chosen = { letters: CreateLetterBatch['letters']; workflowIds: string[] }

/**
 * Has the workers retry, discard or restore letters: chosen ones, a group, or all of the groups that match. On the latest
 * version each workflow is taken as the editor shows it now.
 */
export async function startLetterBatch(
  context: ServiceContext,
  { action, version = 'original', canary, letters }: StartLetterBatchInput,
): Promise<DeadLetterBatch> {
  const chosen = await choose(context, letters, action === 'restore')
  const versionIds: Record<string, string> = {}
  if (action === 'retry' && version === 'latest') {
    for (const workflowId of chosen.workflowIds) versionIds[workflowId] = await cutLatestVersion(context, workflowId)
  }
  const batch = await context.engine.deadLetters.inWorkspace(context.workspaceId).startBatch({
    action,
    letters: chosen.letters,
    by: 'person',
    ...(action === 'retry' && { version, versionIds }),
    ...(canary !== undefined && { canary }),
  })
  return describe(context, batch)
}

async function choose(
  { engine, prisma, workspaceId }: ServiceContext,
  letters: StartLetterBatchInput['letters'],
  discarded: boolean,
): Promise<Chosen> {
  if ('ids' in letters) {
    return { letters: { ids: letters.ids }, workflowIds: await listLetterWorkflows(prisma, workspaceId, letters.ids) }
  }
  const since = 'groups' in letters && letters.groups.since !== undefined ? Date.parse(letters.groups.since) : undefined
  const groups = await engine.deadLetters.inWorkspace(workspaceId).groups({
    limit: MAX_GROUPS + 1,
    status: discarded ? 'discarded' : 'open',
    ...('fingerprint' in letters
      ? { fingerprint: [letters.fingerprint] }
      : {
          ...(letters.groups.workflowId !== undefined && { workflowId: letters.groups.workflowId }),
          ...(letters.groups.errorCode !== undefined && { errorCode: letters.groups.errorCode }),
          ...(letters.groups.text !== undefined && { text: letters.groups.text }),
          ...(since !== undefined && { since }),
        }),
  })
  if (groups.length === 0) {
    throw new ApiError('BAD_INPUT', 'No dead letter matches any more: somebody was faster.', { field: 'letters' })
  }
  if (groups.length > MAX_GROUPS) {
    const message = `More than ${MAX_GROUPS} kinds of failure match: narrow them down by workflow, code or text.`
    throw new ApiError('BAD_INPUT', message, { field: 'letters' })
  }
  return {
    letters: { fingerprint: groups.map((group) => group.fingerprint), ...(since !== undefined && { since }) },
    workflowIds: [...new Set(groups.map((group) => group.workflowId))],
  }
}
