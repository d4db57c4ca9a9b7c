'use client'

import { CodeEditor } from '@spane/ui'
import type { ReactElement } from 'react'
import { readPath } from '../data/dragged-path.ts'
import { useInsertTarget } from '../data/insert-targets.ts'

interface CodeControlProps {
  value: string
  placeholder?: string
  targetLabel: string
  onChange: (value: string) => void
}

/** JavaScript of a node. What is put into it from the data stands there without braces. */
export function CodeControl({ value, placeholder, targetLabel, onChange }: CodeControlProps): ReactElement {
  const box = useInsertTarget<HTMLDivElement>({
    label: targetLabel,
    insert: (code) => onChange(value === '' || value.endsWith('\n') ? `${value}${code}` : `${value}\n${code}`),
  })
  return (
    <div ref={box} data-insert-target>
      <CodeEditor
        language="javascript"
        minLines={12}
        value={value}
        placeholder={placeholder}
        onChange={onChange}
        readDrop={readPath}
      />
    </div>
  )
}
