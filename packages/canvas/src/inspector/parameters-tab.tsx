'use client'

import { describeFields, type NodeDescription } from '@spane/node-sdk'
import { EmptyState } from '@spane/ui'
import type { WorkflowNode } from '@spane/workflow'
import { type FocusEvent, type ReactElement, useContext, useEffect, useMemo, useState } from 'react'
import { useForm } from 'react-hook-form'
import { DataPanel } from '../data/data-panel.tsx'
import { InsertTargets, InsertTargetsContext } from '../data/insert-targets.ts'
import { LoadNodeDataContext, useNodeData } from '../data/use-node-data.ts'
import { useRunToHere } from '../data/use-run-to-here.ts'
import { EvaluateContext, ExpressionToolsContext } from '../expression/expression-tools.ts'
import { useEditor } from '../store/editor-context.ts'
import { NO_PROBLEMS } from '../store/problem-index.ts'
import { ConfigField } from './config-field.tsx'
import { useConfigEdits } from './use-config-edits.ts'
import { visibleFields } from './visible-fields.ts'

interface ParametersTabProps {
  node: WorkflowNode
  description: NodeDescription | undefined
}

/** The form of a node's config, generated from its description. Mount it with the node's id as its key. */
export function ParametersTab({ node, description }: ParametersTabProps): ReactElement {
  if (!description) {
    return (
      <EmptyState title="This node type is not known here">
        The type <code className="font-mono">{node.type}</code> is not installed, so its parameters cannot be shown.
        They are kept as they are.
      </EmptyState>
    )
  }
  if (describeFields(description).length === 0) {
    return <EmptyState title="Nothing to set">{description.summary}</EmptyState>
  }
  return <MappedForm node={node} description={description} />
}

/** The form, and under it the data that its expressions see. */
function MappedForm({ node, description }: { node: WorkflowNode; description: NodeDescription }): ReactElement {
  const load = useContext(LoadNodeDataContext)
  const evaluate = useContext(EvaluateContext)
  const [targets] = useState(() => new InsertTargets())
  const [isDragging, setDragging] = useState(false)
  const data = useNodeData(node.id, load)
  const executionId = useEditor((state) => state.run?.executionId)
  const workflowId = useEditor((state) => state.workflow.id)
  const runToHere = useRunToHere(node.id)
  const tools = useMemo(
    () => evaluate && { data, evaluate, execution: { id: executionId ?? 'preview', workflowId }, runToHere },
    [data, evaluate, executionId, workflowId, runToHere],
  )
  return (
    <InsertTargetsContext value={targets}>
      <ExpressionToolsContext value={load && tools}>
        <div className="flex h-full flex-col" data-mapping={isDragging || undefined}>
          <div className="min-h-0 flex-1 overflow-y-auto">
            <ParametersForm node={node} description={description} />
          </div>
          {load && description.inputs.length > 0 && (
            <DataPanel data={data} runToHere={runToHere} onDragging={setDragging} />
          )}
        </div>
      </ExpressionToolsContext>
    </InsertTargetsContext>
  )
}

function ParametersForm({ node, description }: { node: WorkflowNode; description: NodeDescription }): ReactElement {
  const problems = useEditor((state) => state.problems.byNode.get(node.id) ?? NO_PROBLEMS)
  const form = useForm<Record<string, unknown>>({ defaultValues: node.config })
  const edits = useConfigEdits(node.id)
  const values = form.watch()

  useEffect(() => {
    if (node.config !== edits.lastCommitted.current) form.reset(node.config)
  }, [node.config, edits, form])

  const onBlur = (event: FocusEvent<HTMLFormElement>) => {
    // The label, hint and buttons of one field count as that field.
    const left = event.target.closest('[data-field]')
    if (!left?.contains(event.relatedTarget)) edits.commit()
  }
  return (
    <form
      aria-label="Parameters"
      onSubmit={(event) => event.preventDefault()}
      onBlur={onBlur}
      className="flex flex-col gap-4 p-3"
    >
      {visibleFields(describeFields(description), values).map((field) => (
        <div key={field.name} data-field={field.name}>
          <ConfigField
            field={field}
            path={field.name}
            value={values[field.name]}
            problems={problems}
            onChange={(value) => {
              form.setValue(field.name, value, { shouldDirty: true })
              edits.change(field.name, value)
            }}
          />
        </div>
      ))}
    </form>
  )
}
