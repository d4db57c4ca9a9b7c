'use client'

import type { FieldDescription } from '@spane/node-sdk'
import { Button, IconButton } from '@spane/ui'
import { ArrowDown, ArrowUp, CircleAlert, Plus, X } from 'lucide-react'
import { Fragment, type ReactElement, type ReactNode, useId } from 'react'
import type { ConfigFieldProps } from './config-field-props.ts'
import { createEmptyItem } from './empty-item.ts'
import { visibleFields } from './visible-fields.ts'

type Item = Record<string, unknown>

interface ListControlProps extends ConfigFieldProps {
  error?: string
  /** Draws one field of an item; handed in, because fields may hold lists that hold fields. */
  renderField: (props: ConfigFieldProps) => ReactNode
}

/** A list of objects, each a small form of its own. */
export function ListControl({
  field,
  path,
  value,
  onChange,
  problems,
  error,
  renderField,
}: ListControlProps): ReactElement {
  const labelId = useId()
  const items = Array.isArray(value) ? value.map(toItem) : []
  const itemFields: readonly FieldDescription[] = field.itemFields ?? []
  const itemName = field.itemName ?? 'item'
  const replace = (index: number, item: Item) => onChange(items.map((old, at) => (at === index ? item : old)))
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot be laid out as a flex column everywhere
    <div role="group" aria-labelledby={labelId} className="flex flex-col gap-1.5">
      <span id={labelId} className="font-medium text-muted text-xs">
        {field.label}
      </span>
      {field.hint && <p className="text-faint text-xs">{field.hint}</p>}
      {error && (
        <p className="flex items-start gap-1 text-failed text-xs">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-3 shrink-0" />
          {error}
        </p>
      )}
      {items.map((item, index) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no identity but their place
          key={index}
          role="group"
          aria-label={`${itemName} ${index + 1}`}
          className="flex flex-col gap-2.5 rounded-md border border-line bg-surface p-2 pt-1"
        >
          <div className="flex items-center">
            <span className="font-medium text-faint text-xs">
              {itemName.charAt(0).toUpperCase() + itemName.slice(1)} {index + 1}
            </span>
            <span className="ml-auto flex">
              <ItemTools
                name={`${itemName} ${index + 1}`}
                canMoveUp={index > 0}
                canMoveDown={index < items.length - 1}
                onMove={(step) => onChange(swap(items, index, index + step))}
                onRemove={() => onChange(items.filter((_, at) => at !== index))}
              />
            </span>
          </div>
          {visibleFields(itemFields, item).map((itemField) => (
            <Fragment key={itemField.name}>
              {renderField({
                field: itemField,
                path: `${path}[${index}].${itemField.name}`,
                value: item[itemField.name],
                problems,
                onChange: (next) => replace(index, withField(item, itemField.name, next)),
              })}
            </Fragment>
          ))}
        </div>
      ))}
      <Button size="sm" className="self-start" onClick={() => onChange([...items, createEmptyItem(itemFields)])}>
        <Plus aria-hidden="true" />
        Add {itemName}
      </Button>
    </div>
  )
}

interface ItemToolsProps {
  name: string
  canMoveUp: boolean
  canMoveDown: boolean
  onMove: (step: 1 | -1) => void
  onRemove: () => void
}

function ItemTools({ name, canMoveUp, canMoveDown, onMove, onRemove }: ItemToolsProps): ReactElement {
  return (
    <>
      <IconButton
        size="sm"
        className="size-6"
        label={`Move ${name} up`}
        disabled={!canMoveUp}
        onClick={() => onMove(-1)}
      >
        <ArrowUp />
      </IconButton>
      <IconButton
        size="sm"
        className="size-6"
        label={`Move ${name} down`}
        disabled={!canMoveDown}
        onClick={() => onMove(1)}
      >
        <ArrowDown />
      </IconButton>
      <IconButton size="sm" className="size-6" label={`Remove ${name}`} onClick={onRemove}>
        <X />
      </IconButton>
    </>
  )
}

function toItem(value: unknown): Item {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Item) : {}
}

function withField(item: Item, name: string, value: unknown): Item {
  if (value !== undefined) return { ...item, [name]: value }
  const { [name]: _removed, ...rest } = item
  return rest
}

function swap(items: readonly Item[], a: number, b: number): Item[] {
  const next = [...items]
  const [first, second] = [next[a], next[b]]
  if (first && second) {
    next[a] = second
    next[b] = first
  }
  return next
}
