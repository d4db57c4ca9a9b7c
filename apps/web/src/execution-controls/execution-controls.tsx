'use client'

import type { ExecutionStatus } from '@spane/realtime'
import { isTerminalStatus } from '@spane/realtime'
import { Button, Tooltip } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { CirclePause, CirclePlay, CircleStop } from 'lucide-react'
import type { ReactElement, ReactNode } from 'react'
import { tellFailure } from '../trpc/tell-failure.ts'
import { useTRPC } from '../trpc/trpc.ts'

export interface ExecutionControlsProps {
  executionId: string
  status: ExecutionStatus
  size?: 'sm' | 'md'
}

/** Pause, resume and stop, as far as the state allows. The live view shows what came of it. */
export function ExecutionControls({ executionId, status, size = 'md' }: ExecutionControlsProps): ReactElement | null {
  const trpc = useTRPC()
  const pause = useMutation(
    trpc.executions.pause.mutationOptions({ onError: tellFailure('The execution was not paused') }),
  )
  const resume = useMutation(
    trpc.executions.resume.mutationOptions({ onError: tellFailure('The execution was not resumed') }),
  )
  const cancel = useMutation(
    trpc.executions.cancel.mutationOptions({ onError: tellFailure('The execution was not cancelled') }),
  )
  if (isTerminalStatus(status)) return null
  const request = { id: executionId }
  return (
    <>
      {status === 'paused' ? (
        <Tooltip side="bottom" content="Go on where it was paused">
          <Button size={size} loading={resume.isPending} onClick={() => resume.mutate(request)}>
            <CirclePlay aria-hidden="true" />
            <Label>Resume</Label>
          </Button>
        </Tooltip>
      ) : (
        <Tooltip side="bottom" content="Pause: what runs is finished, and nothing more is started">
          <Button size={size} loading={pause.isPending} onClick={() => pause.mutate(request)}>
            <CirclePause aria-hidden="true" />
            <Label>Pause</Label>
          </Button>
        </Tooltip>
      )}
      <Tooltip side="bottom" content="Stop: the execution is cancelled">
        <Button size={size} loading={cancel.isPending} onClick={() => cancel.mutate(request)}>
          <CircleStop aria-hidden="true" />
          <Label>Stop</Label>
        </Button>
      </Tooltip>
    </>
  )
}

/** Only read aloud in a toolbar that is too narrow for words: the icon says it. */
function Label({ children }: { children: ReactNode }): ReactElement {
  return <span className="@max-[87rem]/toolbar:sr-only">{children}</span>
}
