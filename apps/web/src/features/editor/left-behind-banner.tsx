'use client'

import type { NodeDescription } from '@spane/node-sdk'
import { useRouter } from 'next/navigation'
import { type ReactElement, useSyncExternalStore } from 'react'
import { workflowHref } from '../../layout/href.ts'
import { useTRPCClient } from '../../trpc/trpc.ts'
import { ConflictBanner } from './conflict-banner.tsx'
import { EditConflicts } from './edit-conflicts.tsx'
import { keptDrafts } from './kept-drafts.ts'
import { saveAsNew } from './save-as-new.ts'
import type { LeftBehind } from './use-left-behind.ts'

export interface LeftBehindBannerProps {
  left: LeftBehind
  nodeTypes: readonly NodeDescription[]
  /** It is decided what becomes of edits that can never be saved here. */
  onDecided: () => void
}

/** Asks about the edits of a tab that was closed before they could be saved. */
export function LeftBehindBanner({ left, nodeTypes, onDecided }: LeftBehindBannerProps): ReactElement | null {
  const { autosave, kept } = left
  const client = useTRPCClient()
  const router = useRouter()
  const snapshot = useSyncExternalStore(autosave.subscribe, autosave.getSnapshot, autosave.getSnapshot)
  if (snapshot.conflicts.length > 0) {
    return <EditConflicts closedTab autosave={autosave} conflicts={snapshot.conflicts} nodeTypes={nodeTypes} />
  }
  const forget = () => keptDrafts.delete(kept.clientId)
  return (
    <ConflictBanner
      message="Edits of a tab that you closed cannot be saved here."
      other={{
        label: 'Discard them',
        whenItFails: 'The edits were not discarded',
        run: async () => {
          await forget()
          onDecided()
        },
      }}
      onKeepAsNew={async () => {
        const id = await saveAsNew(client, autosave.working)
        await forget()
        router.push(workflowHref(id))
      }}
    />
  )
}
