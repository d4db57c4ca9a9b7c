'use client'

import type { ExecutionDetail } from '@spane/api'
import type { ExecutionView } from '@spane/realtime'
import type { WatchRefusal } from '@spane/realtime/client'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTRPC } from '../trpc/trpc.ts'
import { liveClient } from './live-client.ts'
import { useConnectionLost } from './use-connection-lost.ts'

const POLL_INTERVAL = 3_000

export interface LiveExecution {
  detail: ExecutionDetail | undefined
  /** The newest state that is known; starts with the one that came with `detail`. */
  view: ExecutionView | undefined
  isFetching: boolean
  error: unknown
  /** The server would not send what follows. */
  refusal: WatchRefusal | undefined
  reload: () => void
}

/** Loads an execution and follows it live from the state that was loaded, without a gap. */
export function useLiveExecution(executionId: string | null): LiveExecution {
  const trpc = useTRPC()
  const connectionLost = useConnectionLost()
  const query = useQuery(
    trpc.executions.get.queryOptions(executionId === null ? skipToken : { id: executionId }, {
      // The events keep it fresh; loading again would only repeat them.
      staleTime: Number.POSITIVE_INFINITY,
      // Behind the events while no connection brings them.
      refetchInterval: connectionLost ? POLL_INTERVAL : false,
    }),
  )
  const detail = query.data
  const [followed, setFollowed] = useState<{ executionId: string; view: ExecutionView }>()
  const [refused, setRefused] = useState<{ executionId: string; refusal: WatchRefusal }>()

  useEffect(() => {
    if (!detail) return
    return liveClient().watchExecution(
      detail.id,
      detail.view,
      (view) => setFollowed({ executionId: detail.id, view }),
      (refusal) => setRefused({ executionId: detail.id, refusal }),
    )
  }, [detail])

  const live = followed && followed.executionId === detail?.id ? followed.view : undefined
  return {
    detail,
    view: live && detail && live.seq > detail.view.seq ? live : detail?.view,
    isFetching: query.isFetching,
    error: query.error,
    refusal: refused && refused.executionId === detail?.id ? refused.refusal : undefined,
    reload: () => void query.refetch(),
  }
}
