'use client'

import { type KeyValue, keyValueRows } from '@spane/node-sdk'
import { Button, cn, IconButton, Input, useFieldControl } from '@spane/ui'
import { isTemplate } from '@spane/workflow'
import { Plus, X } from 'lucide-react'
import type { ReactElement } from 'react'
import { ExpressionText } from '../expression/expression-text.tsx'

interface KeyValuesControlProps {
  value: unknown
  onChange: (rows: KeyValue[]) => void
  itemName: string
  expression: boolean
  targetLabel: string
}

/** Rows of a name and a value. */
export function KeyValuesControl(props: KeyValuesControlProps): ReactElement {
  const { value, onChange, itemName, expression, targetLabel } = props
  const { id, 'aria-describedby': describedBy } = useFieldControl()
  const rows = keyValueRows(value)
  const change = (index: number, patch: Partial<KeyValue>) =>
    onChange(rows.map((row, at) => (at === index ? { ...row, ...patch } : row)))
  return (
    <div className="flex flex-col gap-1">
      {rows.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <div key={index} className="flex flex-wrap items-start gap-1">
          <Input
            id={undefined}
            aria-label={`Name of ${itemName} ${index + 1}`}
            placeholder="Name"
            spellCheck={false}
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
            className={isLong(row) ? 'w-0 flex-1' : 'w-2/5 shrink-0'}
          />
          {expression ? (
            <div className={cn('flex min-w-0 flex-1', isLong(row) && 'order-last mb-1 basis-full')}>
              <ExpressionText
                id={null}
                aria-label={`Value of ${itemName} ${index + 1}`}
                targetLabel={`${targetLabel}: ${row.name || index + 1}`}
                placeholder="Value"
                value={showValue(row.value)}
                onChange={(text) => change(index, { value: text })}
              />
            </div>
          ) : (
            <Input
              id={undefined}
              aria-label={`Value of ${itemName} ${index + 1}`}
              placeholder="Value"
              className="w-0 flex-1"
              spellCheck={false}
              value={showValue(row.value)}
              onChange={(event) => change(index, { value: event.target.value })}
            />
          )}
          <IconButton
            size="sm"
            label={`Remove ${itemName} ${index + 1}`}
            tooltip={false}
            onClick={() => onChange(rows.filter((_, at) => at !== index))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <Button
        id={id}
        aria-describedby={describedBy}
        size="sm"
        className="self-start"
        onClick={() => onChange([...rows, { name: '', value: '' }])}
      >
        <Plus aria-hidden="true" />
        Add {itemName}
      </Button>
    </div>
  )
}

/** An expression, and its value under it, need a line of their own. */
function isLong({ value }: KeyValue): boolean {
  return typeof value === 'string' && isTemplate(value)
}

function showValue(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
