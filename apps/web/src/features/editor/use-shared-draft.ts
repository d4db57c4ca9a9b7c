'use client'

import type { DraftStatus, EditorPerson } from '@spane/realtime'
import type { FollowedDraft } from '@spane/realtime/client'
import { isSameJson } from '@spane/workflow'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { liveClient } from '../../live/live-client.ts'
import { throttle } from '../../live/throttle.ts'
import type { Autosave } from './autosave.ts'
import { browserStorage, loadPerson, type Person, savePerson } from './person.ts'

/** Most often that others are told of another selection, in milliseconds. */
const SELECTION_INTERVAL = 150
/** As many selected nodes are shown to others. */
const MAX_SELECTED = 100

export interface SharedDraft {
  me: Person
  /** The other open editors of the workflow, those of this person included. */
  others: readonly EditorPerson[]
  /** Whether somebody has published or deleted the workflow; undefined until it is heard. */
  status: DraftStatus | undefined
  rename: (name: string) => void
  /** Tells others what is selected. */
  select: (nodeIds: readonly string[]) => void
}

/** Brings the changes of others into the working copy as they are made, and shows who they are. */
export function useSharedDraft(workflowId: string, clientId: string, autosave: Autosave): SharedDraft {
  const [me, setMe] = useState(() => loadPerson(browserStorage()))
  const [others, setOthers] = useState<readonly EditorPerson[]>([])
  const [status, setStatus] = useState<DraftStatus>()
  const followed = useRef<FollowedDraft | undefined>(undefined)
  const person = useRef<EditorPerson>({ clientId, ...me, nodeIds: [] })

  useEffect(() => {
    const draft = liveClient().watchDraft(workflowId, person.current, {
      revision: () => autosave.getSnapshot().revision,
      onChanges: autosave.receive,
      onStatus: (next) => {
        setStatus(next)
        if (!next.isDeleted) autosave.resume()
      },
      onPeople: (people) => {
        const next = people.filter((each) => each.clientId !== clientId)
        // One's own selection comes back, too, and changes nothing.
        setOthers((before) => (isSameJson(before, next) ? before : next))
      },
    })
    followed.current = draft
    return () => {
      followed.current = undefined
      draft.stop()
    }
  }, [workflowId, autosave, clientId])

  const tell = useMemo(() => throttle(() => followed.current?.update(person.current), SELECTION_INTERVAL), [])
  useEffect(() => tell.cancel, [tell])
  const select = useCallback(
    (nodeIds: readonly string[]) => {
      person.current = { ...person.current, nodeIds: nodeIds.slice(0, MAX_SELECTED) }
      tell()
    },
    [tell],
  )
  const rename = useCallback(
    (name: string) => {
      const next = { id: person.current.id, name }
      savePerson(browserStorage(), next)
      setMe(next)
      person.current = { ...person.current, name }
      tell()
    },
    [tell],
  )
  return { me, others, status, rename, select }
}
