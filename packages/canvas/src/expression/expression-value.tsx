'use client'

import { Button, cn, useNow } from '@spane/ui'
import { CircleAlert } from 'lucide-react'
import { type ReactElement, useContext, useId } from 'react'
import { describeDataOrigin } from '../data/describe-data-origin.ts'
import { type ExpressionTools, ExpressionToolsContext } from './expression-tools.ts'
import type { ExpressionPreview } from './preview-expression.ts'

/** Characters of a value that are shown under a field. */
const LONGEST = 400

/** What a field's expression gives, under the field. */
export function ExpressionValue({ preview }: { preview: ExpressionPreview | undefined }): ReactElement | null {
  const tools = useContext(ExpressionToolsContext)
  if (!preview || !tools) return null
  switch (preview.kind) {
    case 'value':
      return <Value {...preview} />
    case 'error':
      return (
        <p data-preview="error" className="flex items-start gap-1 text-failed text-xs">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          <span className="min-w-0 break-words">{preview.message}</span>
        </p>
      )
    case 'unknown':
      return (
        <p
          data-preview="unknown"
          className="flex min-h-8.5 flex-wrap content-start items-center gap-x-2 gap-y-1 text-faint text-xs"
        >
          <span>{preview.message}</span>
          {preview.remedy && <Remedy remedy={preview.remedy} tools={tools} />}
        </p>
      )
  }
}

function Value({ value, origins, readsSecret }: Extract<ExpressionPreview, { kind: 'value' }>): ReactElement {
  const now = useNow(10_000)
  const labelId = useId()
  const text =
    value === undefined ? 'nothing: the field is left out' : typeof value === 'string' ? value : JSON.stringify(value)
  return (
    <div data-preview="value" className="flex flex-col gap-0.5 text-xs">
      <p className="flex gap-1.5">
        <span id={labelId} role="img" aria-label="Value" className="font-mono text-faint">
          =
        </span>
        <output
          aria-live="off"
          aria-labelledby={labelId}
          className={cn(
            'line-clamp-3 min-w-0 break-all',
            value === undefined ? 'text-faint italic' : 'font-mono text-ink',
            text === '' && 'text-faint',
          )}
        >
          {text === '' ? '(empty text)' : text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}
        </output>
      </p>
      {(origins.length > 0 || readsSecret) && (
        <p className="text-faint">
          {origins.length > 0 && `With ${describeDataOrigin(origins, now)}.`}
          {readsSecret && ' A secret is never shown: ••• stands for it.'}
        </p>
      )}
    </div>
  )
}

function Remedy({
  remedy,
  tools,
}: {
  remedy: 'run' | 'load-whole' | 'reload'
  tools: ExpressionTools
}): ReactElement | null {
  const { data, runToHere } = tools
  const action =
    remedy === 'run'
      ? runToHere && { label: 'Run up to here', run: runToHere }
      : remedy === 'reload'
        ? { label: 'Try again', run: data.reload }
        : { label: 'Load all of it', run: data.loadWhole }
  if (!action) return null
  return (
    <Button size="sm" className="h-6" onClick={action.run}>
      {action.label}
    </Button>
  )
}
