'use client'

import { Button, checkJson, Dialog, formatBytes, indentJson } from '@spane/ui'
import { useQuery } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { JsonField } from '../json/json-field.tsx'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPC } from '../trpc/trpc.ts'

export interface NodeInputDialogProps {
  title: string
  nodeId: string
  /** Why an input is asked for. */
  reason?: string
  /** What the node got there is proposed. */
  executionId: string | undefined
  /** @throws what the server refuses */
  onRun: (input: string) => Promise<void>
  onClose: () => void
}

/** Asks for the input with which a node is to run. Mount it to open it. */
export function NodeInputDialog(props: NodeInputDialogProps): ReactElement {
  const { title, nodeId, reason, executionId, onRun, onClose } = props
  const trpc = useTRPC()
  const [text, setText] = useState<string>()
  const [refusal, setRefusal] = useState<string>()
  const [running, setRunning] = useState(false)
  const shown = useQuery({
    ...trpc.executions.nodeRun.queryOptions({ executionId: executionId ?? '', nodeId }),
    enabled: executionId !== undefined,
    retry: false,
  })
  const before = shown.data?.input
  const value = text ?? (before && !before.truncated ? indentJson(before.text) : '{}')
  const run = async () => {
    setRunning(true)
    try {
      await onRun(value)
      onClose()
    } catch (error) {
      setRefusal(readProblem(error).message)
      setRunning(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={reason ?? 'This stands for what the nodes before it gave. They are not run.'}
      size="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!checkJson(value).ok} loading={running} onClick={() => void run()}>
            Run
          </Button>
        </>
      }
    >
      <JsonField
        label="Input"
        value={value}
        onChange={(next) => {
          setText(next)
          setRefusal(undefined)
        }}
        rows={14}
        autoFocus
        error={refusal}
        hint={
          before?.truncated
            ? `What the node got (${formatBytes(before.bytes)}) is too large to edit here. What you type replaces all of it.`
            : before
              ? 'What the node got in the execution that is shown.'
              : undefined
        }
      />
    </Dialog>
  )
}
