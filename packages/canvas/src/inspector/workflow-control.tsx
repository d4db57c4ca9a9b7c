'use client'

import { Input, Select } from '@spane/ui'
import { createContext, type ReactElement, useContext } from 'react'
import type { WorkflowChoice } from '../editor-props.ts'
import { useEditor } from '../store/editor-context.ts'

/** The workflows that a node may run; undefined while they are not known. */
export const WorkflowChoicesContext = createContext<readonly WorkflowChoice[] | undefined>(undefined)

interface WorkflowControlProps {
  value: unknown
  onChange: (value: unknown) => void
}

/** Chooses a workflow by its name. The one that is edited is left out: it may not run itself. */
export function WorkflowControl({ value, onChange }: WorkflowControlProps): ReactElement {
  const choices = useContext(WorkflowChoicesContext)
  const ownId = useEditor((state) => state.workflow.id)
  const chosen = typeof value === 'string' ? value : ''
  if (!choices) return <Input value={chosen} spellCheck={false} onChange={(event) => onChange(event.target.value)} />
  const options = choices
    .filter(({ id }) => id !== ownId || id === chosen)
    .map(({ id, name, published }) => ({
      value: id,
      label: name,
      ...(!published && { hint: 'Never published: publish it before it can run here' }),
    }))
  // It may be deleted, or beyond the workflows that were loaded.
  if (chosen !== '' && !options.some((option) => option.value === chosen)) {
    options.unshift({ value: chosen, label: chosen })
  }
  return (
    <Select
      value={chosen === '' ? undefined : chosen}
      onValueChange={onChange}
      options={options}
      placeholder={options.length === 0 ? 'There is no other workflow yet' : 'Choose a workflow…'}
      disabled={options.length === 0}
    />
  )
}
