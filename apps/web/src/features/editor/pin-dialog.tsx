'use client'

import type { PinnedData } from '@spane/api'
import { Button, checkJson, Dialog, Field, indentJson, Select } from '@spane/ui'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactElement, useState } from 'react'
import { JsonField } from '../../json/json-field.tsx'
import { readProblem } from '../../trpc/read-problem.ts'
import { useTRPC, useTRPCClient } from '../../trpc/trpc.ts'

export interface PinDialogProps {
  workflowId: string
  nodeId: string
  nodeName: string
  /** Output ports of the node, and the one that it used last. */
  ports: readonly { id: string; label?: string }[]
  usedPort?: string
  pin: PinnedData | undefined
  /** The execution that is shown: what the node gave there is proposed. */
  executionId: string | undefined
  /** Has the node saved before data is pinned to it. */
  save: () => Promise<unknown>
  onClose: () => void
}

/** Edits the data that stands for a node's output in test runs. Mount it to open it. */
export function PinDialog(props: PinDialogProps): ReactElement {
  const { workflowId, nodeId, nodeName, ports, usedPort, pin, executionId, save, onClose } = props
  const trpc = useTRPC()
  const client = useTRPCClient()
  const queryClient = useQueryClient()
  const [text, setText] = useState<string>()
  const [port, setPort] = useState(pin?.port ?? usedPort ?? ports[0]?.id ?? 'main')
  const shown = useQuery({
    ...trpc.executions.nodeRun.queryOptions({ executionId: executionId ?? '', nodeId }),
    enabled: executionId !== undefined && pin === undefined,
    retry: false,
  })
  const output = shown.data?.output
  const proposed = pin?.data ?? (output && !output.truncated ? output.text : '{}')
  const value = text ?? indentJson(proposed)
  const saving = useMutation({
    mutationFn: async () => {
      await save()
      return client.workflows.pin.mutate({ id: workflowId, nodeId, data: value, port })
    },
    onSuccess: async () => {
      await queryClient.invalidateQueries(trpc.workflows.pins.pathFilter())
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={pin ? `Pinned data of “${nodeName}”` : `Pin data to “${nodeName}”`}
      description="Runs that you start here take this in place of the node’s output, and do not run it. Triggers, the API and published runs never do."
      size="md"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={!checkJson(value).ok}
            loading={saving.isPending}
            onClick={() => saving.mutate()}
          >
            Pin
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <JsonField
          label="Output"
          value={value}
          onChange={(next) => {
            setText(next)
            if (saving.isError) saving.reset()
          }}
          rows={14}
          autoFocus
          error={saving.error ? readProblem(saving.error).message : undefined}
          hint={
            output?.truncated && !pin
              ? 'What the node gave is too large to be edited here.'
              : output && !pin
                ? 'What the node gave in the execution that is shown.'
                : undefined
          }
        />
        {ports.length > 1 && (
          <Field label="Leaves the node on">
            <Select
              value={port}
              onValueChange={setPort}
              options={ports.map(({ id, label }) => ({ value: id, label: label ?? id }))}
            />
          </Field>
        )}
      </div>
    </Dialog>
  )
}
