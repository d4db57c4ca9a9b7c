'use client'

import { WorkflowSketch } from '@spane/canvas/sketch'
import type { NodeDescription } from '@spane/node-sdk'
import type { WorkflowTemplate } from '@spane/templates'
import { Spinner } from '@spane/ui'
import { Blocks } from 'lucide-react'
import { type ReactElement, useId } from 'react'

interface TemplateCardProps {
  template: WorkflowTemplate
  nodeTypes: ReadonlyMap<string, NodeDescription>
  /** Its workflow is being created. */
  creating: boolean
  /** Another one's is. */
  disabled: boolean
  onUse: () => void
}

/** A template by its picture and a sentence. All of the card is the button that makes a workflow of it. */
export function TemplateCard({ template, nodeTypes, creating, disabled, onUse }: TemplateCardProps): ReactElement {
  const { name, summary, graph, parts = [] } = template
  const summaryId = useId()
  return (
    <button
      type="button"
      data-template={template.id}
      aria-label={`Use the template ${name}`}
      aria-describedby={summaryId}
      aria-busy={creating || undefined}
      aria-disabled={disabled || undefined}
      onClick={() => !creating && !disabled && onUse()}
      className="group flex h-full w-full flex-col overflow-hidden rounded-lg border border-line bg-raised text-left shadow-card transition-colors hover:border-accent focus-visible:border-accent aria-disabled:opacity-60"
    >
      <span className="relative flex h-44 w-full items-center justify-center border-line border-b bg-page px-5">
        <WorkflowSketch workflow={graph} nodeTypes={nodeTypes} className="h-auto max-h-full max-w-full" />
        <span className="absolute right-2 bottom-2 flex h-6 items-center gap-1.5 rounded-md bg-accent px-2 font-medium text-on-accent text-xs opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100 group-aria-busy:opacity-100">
          {creating && <Spinner />}
          {creating ? 'Creating' : 'Use it'}
        </span>
      </span>
      <span className="flex flex-1 flex-col gap-1 px-4 py-3">
        <span className="font-medium text-base text-ink">{name}</span>
        <span id={summaryId} className="text-muted text-sm">
          {summary}
        </span>
        {parts.length > 0 && (
          <span className="mt-1 flex items-center gap-1.5 text-faint text-xs">
            <Blocks aria-hidden="true" className="size-3.5" />
            With {parts.map((part) => `“${part.name}”`).join(', ')}
          </span>
        )}
      </span>
    </button>
  )
}
