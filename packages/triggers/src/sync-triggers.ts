import { findUnreadWorkflows, replaceTriggers } from '@spane/db'
import { readTriggers } from './read-triggers.ts'
import type { TriggerContext } from './trigger-context.ts'

/**
 * Reads the triggers of every published version that was not read yet. Whoever publishes (the canvas, REST, a program) does
 * it through the store and knows nothing of triggers, so their table says which version it holds, and everybody who
 * needs it brings it up to date first.
 */
export async function syncTriggers({ pool, engine, workspaceId, now }: TriggerContext): Promise<void> {
  for (const unread of await findUnreadWorkflows(pool, workspaceId)) {
    const version = await engine.store.getVersion(unread.versionId)
    if (!version) continue
    await replaceTriggers(pool, unread, (current) => readTriggers(version.workflow, current, new Date(now())))
  }
}
