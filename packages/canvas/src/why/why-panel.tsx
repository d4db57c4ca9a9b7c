'use client'

import { Countdown } from '@spane/ui'
import { CircleHelp, CornerDownRight } from 'lucide-react'
import { type ReactElement, useEffect, useState } from 'react'
import type { WorkflowEditorProps } from '../editor-props.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'
import { useExplanation } from './use-explanation.ts'
import type { Reason } from './why-facts.ts'

interface WhyPanelProps {
  nodeId: string
  loadDecision?: WorkflowEditorProps['loadDecision']
}

/** In the inspector: why the node did not run, or what it waits for, down to the node and the values that decided. */
export function WhyPanel({ nodeId, loadDecision }: WhyPanelProps): ReactElement | null {
  const explanation = useExplanation(nodeId)
  if (!explanation) return null
  const { question, answer, reasons } = explanation
  return (
    <section
      aria-label={question}
      data-why
      tabIndex={-1}
      className="flex flex-col gap-1.5 rounded-md border border-line bg-sunken p-2.5 text-sm outline-none focus-visible:ring-2 focus-visible:ring-accent"
    >
      <h3 className="flex items-center gap-1.5 font-medium">
        <CircleHelp aria-hidden="true" className="size-3.5 shrink-0 text-muted" />
        {question}
      </h3>
      <p className="break-words">{answer}</p>
      {reasons.length > 0 && (
        <ul className="flex flex-col gap-1">
          {reasons.map((reason) => (
            <li key={`${reason.nodeId}: ${reason.text}`} className="flex items-start gap-1.5 text-muted">
              <CornerDownRight aria-hidden="true" className="mt-1 size-3 shrink-0" />
              <ReasonText reason={reason} loadDecision={loadDecision} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function ReasonText({ reason, loadDecision }: { reason: Reason } & Pick<WhyPanelProps, 'loadDecision'>): ReactElement {
  const { select, inspect } = useEditorActions()
  const { nodeId, text, until, decided } = reason
  return (
    <div className="min-w-0 flex-1 break-words">
      {nodeId === undefined ? (
        text
      ) : (
        <button
          type="button"
          className="rounded-sm text-left text-accent-ink hover:underline"
          onClick={() => {
            select([nodeId])
            inspect(nodeId, 'run')
          }}
        >
          {text}
        </button>
      )}
      {until !== undefined && (
        <>
          {' '}
          in <Countdown to={until} />.
        </>
      )}
      {decided && nodeId !== undefined && loadDecision && <Decision nodeId={nodeId} load={loadDecision} />}
    </div>
  )
}

/** What the deciding node wrote of its decision: the values that it compared. */
function Decision({ nodeId, load }: { nodeId: string; load: NonNullable<WhyPanelProps['loadDecision']> }) {
  const [lines, setLines] = useState<readonly string[]>([])
  const executionId = useEditor((state) => state.run?.executionId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another run decided by other values
  useEffect(() => {
    const controller = new AbortController()
    load(nodeId, controller.signal).then(
      (found) => !controller.signal.aborted && setLines(found),
      // The sentence above it holds without them.
      () => undefined,
    )
    return () => controller.abort()
  }, [nodeId, load, executionId])
  if (lines.length === 0) return null
  return (
    <ul aria-label="What was compared" className="mt-0.5 flex flex-col gap-0.5">
      {lines.map((line) => (
        <li key={line} className="break-words rounded-sm bg-raised px-1.5 py-0.5 font-mono text-ink text-xs">
          {line}
        </li>
      ))}
    </ul>
  )
}
