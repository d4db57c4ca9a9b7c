'use client'

import type { NodeDescription } from '@spane/node-sdk'
import type { ReactElement } from 'react'
import type { Autosave, AutosaveSnapshot } from './autosave.ts'
import { ConflictBanner } from './conflict-banner.tsx'
import { EditConflicts } from './edit-conflicts.tsx'

export interface SaveBannerProps {
  autosave: Autosave
  snapshot: AutosaveSnapshot
  /** Somebody has deleted the workflow, which is known although nothing was saved since. */
  isDeleted: boolean
  nodeTypes: readonly NodeDescription[]
  /** Gives the edits up. */
  onReload: () => Promise<void>
  /** Takes the workflow out of the trash. */
  onRestore: () => Promise<void>
  onKeepAsNew: () => Promise<void>
}

/** Says why edits cannot be saved, and asks what is to become of them. */
export function SaveBanner(props: SaveBannerProps): ReactElement {
  const { autosave, snapshot, isDeleted, nodeTypes, onReload, onRestore, onKeepAsNew } = props
  const message = snapshot.state.kind === 'conflict' ? snapshot.state.message : undefined
  const refused = snapshot.refusal === 'deleted' ? message : undefined
  if (isDeleted || snapshot.refusal === 'deleted') {
    return (
      <ConflictBanner
        message={refused ?? 'Somebody deleted this workflow. It has to be restored before anything can be saved in it.'}
        onKeepAsNew={onKeepAsNew}
        other={{
          label: 'Restore the workflow',
          isBetter: true,
          run: async () => {
            await onRestore()
            autosave.resume()
          },
          whenItFails: 'The workflow was not restored',
        }}
      />
    )
  }
  if (snapshot.conflicts.length > 0) {
    return <EditConflicts autosave={autosave} conflicts={snapshot.conflicts} nodeTypes={nodeTypes} />
  }
  return (
    <ConflictBanner
      message={message ?? 'Your last edits are not saved.'}
      onKeepAsNew={onKeepAsNew}
      other={{ label: 'Discard my edits', run: onReload, whenItFails: 'Your edits were not discarded' }}
    />
  )
}
