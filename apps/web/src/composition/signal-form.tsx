'use client'

import { Button, checkJson, copyText, toast } from '@spane/ui'
import { useMutation } from '@tanstack/react-query'
import { Hand, Link2 } from 'lucide-react'
import { type ReactElement, useState } from 'react'
import { JsonField } from '../json/json-field.tsx'
import { readProblem } from '../trpc/read-problem.ts'
import { useTRPC, useTRPCClient } from '../trpc/trpc.ts'
import { AnswerFields } from './answer-fields.tsx'
import { describeSignal, emptyAnswer, readAnswer } from './describe-signal.ts'

export interface SignalFormProps {
  executionId: string
  nodeId: string
  /** Of the node that waits. */
  config: Record<string, unknown>
}

/** Answers a node that waits for a signal: by the fields that it asks for, or by any JSON. */
export function SignalForm({ executionId, nodeId, config }: SignalFormProps): ReactElement {
  const trpc = useTRPC()
  const client = useTRPCClient()
  const { name, instructions, fields } = describeSignal(config)
  const [text, setText] = useState(() => emptyAnswer(fields))
  const [asJson, setAsJson] = useState(fields.length === 0)
  const send = useMutation(
    trpc.executions.signal.mutationOptions({
      onSuccess: () => toast.success('The signal was sent'),
      onError: (error) => {
        const problem = readProblem(error)
        if (problem.field !== 'payload') toast.error('The signal was not sent', { description: problem.message })
      },
    }),
  )
  const refusal = send.error ? readProblem(send.error) : undefined
  const answer = readAnswer(text)
  /** For somebody who answers without an account: the link is good for this wait, and for one answer. */
  const copyLink = async () => {
    try {
      const { path } = await client.executions.resumeLink.query({ executionId, nodeId })
      await copyText(`${window.location.origin}${path}`)
      toast.success('The link was copied', { description: 'Whoever has it can answer, once.' })
    } catch (error) {
      toast.error('The link was not copied', { description: readProblem(error).message })
    }
  }
  const change = (next: string) => {
    setText(next)
    if (send.isError) send.reset()
  }
  return (
    <section
      aria-label="Signal"
      data-tone="waiting"
      className="flex flex-col gap-3 rounded-md border border-tone/30 bg-tone-soft p-3"
    >
      <p className="flex items-center gap-2 font-medium text-sm">
        <Hand aria-hidden="true" className="size-4 shrink-0 text-tone" />
        {name ?? 'Waits for a signal'}
      </p>
      {instructions && <p className="whitespace-pre-wrap text-sm">{instructions}</p>}
      {!asJson && answer ? (
        <AnswerFields fields={fields} value={answer} onChange={(next) => change(JSON.stringify(next, null, 2))} />
      ) : (
        <JsonField
          label="Payload"
          value={text}
          onChange={change}
          rows={6}
          error={refusal?.field === 'payload' ? refusal.message : undefined}
          hint="Becomes the output of this node."
        />
      )}
      <div className="flex items-center gap-2">
        <Button
          variant="primary"
          size="sm"
          disabled={!checkJson(text).ok}
          loading={send.isPending}
          onClick={() => send.mutate({ executionId, nodeId, payload: text })}
        >
          Send signal
        </Button>
        <Button size="sm" onClick={() => void copyLink()}>
          <Link2 aria-hidden="true" />
          Copy the link
        </Button>
        {fields.length > 0 && answer && (
          <Button size="sm" variant="ghost" onClick={() => setAsJson(!asJson)}>
            {asJson ? 'As a form' : 'As JSON'}
          </Button>
        )}
      </div>
    </section>
  )
}
