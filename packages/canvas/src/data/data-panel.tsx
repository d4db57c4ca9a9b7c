'use client'

import {
  Button,
  cn,
  EmptyState,
  ErrorState,
  IconButton,
  type JsonMapping,
  JsonView,
  jsonPath,
  Select,
  Skeleton,
  useNow,
} from '@spane/ui'
import { ChevronDown, Database } from 'lucide-react'
import { type ReactElement, type ReactNode, useContext, useEffect, useId, useMemo, useState } from 'react'
import { describeDataOrigin } from './describe-data-origin.ts'
import { carryPath } from './dragged-path.ts'
import { InsertTargetsContext } from './insert-targets.ts'
import type { DataOrigin, NodeOutputData } from './node-data.ts'
import type { NodeDataSource } from './use-node-data.ts'

export interface DataPanelProps {
  data: NodeDataSource
  /** Runs what is before the node, so that there is data. */
  runToHere?: () => void
  onDragging: (isDragging: boolean) => void
}

const INPUT = 'input'
/** On a lower screen, or one at 200 %, the form needs the room: the data begins folded away. */
const LEAST_HEIGHT = 560
const STORED_OPEN = 'spane.data-panel'

/** Under the form: the data that its expressions see, to be dragged into its fields. */
export function DataPanel({ data, runToHere, onDragging }: DataPanelProps): ReactElement {
  const [open, setOpen] = useState(() => readStored() !== 'closed' && window.innerHeight >= LEAST_HEIGHT)
  const [shown, setShown] = useState(INPUT)
  const contentId = useId()
  const targets = useContext(InsertTargetsContext)
  const mapping = useMemo<JsonMapping>(
    () => ({
      onDragStart: (path, transfer) => {
        carryPath(path, transfer)
        onDragging(true)
      },
      onDragEnd: () => onDragging(false),
      targets: () => targets?.list() ?? [],
      // The menu gives the focus back when it closes; the field takes it after that.
      onInsert: (path, targetId) => setTimeout(() => targets?.insert(targetId, path)),
    }),
    [targets, onDragging],
  )
  const { upstream } = data
  const chosen = upstream.some(({ id }) => id === shown) ? shown : INPUT
  const isEmpty = chosen === INPUT && data.state.kind === 'loaded' && !data.state.input
  return (
    <section
      aria-label="Data for expressions"
      className={cn('flex shrink-0 flex-col border-line border-t bg-surface', open && !isEmpty && 'h-[42%] min-h-44')}
    >
      <header className="flex h-9 shrink-0 items-center gap-2 px-3">
        <Database aria-hidden="true" className="size-3.5 text-faint" />
        <h3 className="font-medium text-muted text-xs">Data</h3>
        {upstream.length > 0 && open && (
          <Select
            size="sm"
            aria-label="Whose data is shown"
            value={chosen}
            onValueChange={setShown}
            options={[
              { value: INPUT, label: 'Input of this node' },
              ...upstream.map(({ id, name }) => ({ value: id, label: `Output of ${name}` })),
            ]}
            className="ml-auto max-w-52"
          />
        )}
        <IconButton
          size="sm"
          label={open ? 'Fold the data away' : 'Show the data'}
          aria-expanded={open}
          aria-controls={contentId}
          onClick={() => {
            setOpen(!open)
            store(open ? 'closed' : 'open')
          }}
          className={cn(!(upstream.length > 0 && open) && 'ml-auto')}
        >
          <ChevronDown className={cn('transition-transform duration-100', !open && '-rotate-180')} />
        </IconButton>
      </header>
      <div id={contentId} hidden={!open} className={cn('min-h-0 px-3 pb-3', open && 'flex flex-1 flex-col')}>
        {open &&
          (chosen === INPUT ? (
            <InputData data={data} mapping={mapping} runToHere={runToHere} />
          ) : (
            <OutputData key={chosen} nodeId={chosen} data={data} mapping={mapping} />
          ))}
      </div>
    </section>
  )
}

function InputData({
  data,
  mapping,
  runToHere,
}: {
  data: NodeDataSource
  mapping: JsonMapping
  runToHere: (() => void) | undefined
}): ReactElement {
  const { state } = data
  if (state.kind === 'loading') return <Loading />
  if (state.kind === 'error') return <ErrorState message={state.message} onRetry={data.reload} className="py-2" />
  const { input } = state
  if (!input) return <NoData runToHere={runToHere}>No data has come to this node yet.</NoData>
  const missing = input.missing.map((id) => data.upstream.find((node) => node.id === id)?.name ?? id)
  return (
    <JsonView
      fill
      label="Input"
      root="input"
      text={input.text}
      bytes={input.bytes}
      truncated={input.truncated}
      onLoadAll={data.loadWhole}
      isLoading={data.isWhole && input.truncated}
      mapping={mapping}
      note={
        <>
          <Origin origins={input.origins} />
          {missing.length > 0 && <span className="text-warning text-xs">without {missing.join(', ')}</span>}
        </>
      }
    />
  )
}

function OutputData({
  nodeId,
  data,
  mapping,
}: {
  nodeId: string
  data: NodeDataSource
  mapping: JsonMapping
}): ReactElement {
  const [state, setState] = useState<{ output?: NodeOutputData; error?: string; isLoaded: boolean }>({
    isLoaded: false,
  })
  const { readOutput } = data
  useEffect(() => {
    let isCurrent = true
    readOutput(nodeId).then(
      (output) => isCurrent && setState({ output, isLoaded: true }),
      (error: unknown) =>
        isCurrent && setState({ error: error instanceof Error ? error.message : String(error), isLoaded: true }),
    )
    return () => {
      isCurrent = false
    }
  }, [readOutput, nodeId])
  if (!state.isLoaded) return <Loading />
  if (state.error !== undefined) return <ErrorState message={state.error} onRetry={data.reload} className="py-2" />
  const { output } = state
  if (!output) return <NoData>This node has given nothing yet.</NoData>
  return (
    <JsonView
      fill
      label="Output"
      root={`${jsonPath([nodeId], 'nodes')}.output`}
      {...output.data}
      onLoadAll={data.loadWhole}
      isLoading={data.isWhole && output.data.truncated}
      mapping={mapping}
      note={<Origin origins={[output.origin]} />}
    />
  )
}

function Origin({ origins }: { origins: readonly DataOrigin[] }): ReactElement {
  const now = useNow(10_000)
  return (
    <span className="text-faint text-xs inline-block first-letter:uppercase">{describeDataOrigin(origins, now)}</span>
  )
}

function Loading(): ReactElement {
  return (
    <div role="status" aria-label="Loading the data" className="flex flex-1 flex-col">
      <Skeleton className="h-full min-h-24" />
    </div>
  )
}

function NoData({ children, runToHere }: { children: ReactNode; runToHere?: () => void }): ReactElement {
  return (
    <EmptyState
      title={children}
      className="py-2"
      action={
        runToHere && (
          <Button size="sm" onClick={runToHere}>
            Run up to here
          </Button>
        )
      }
    >
      Fields of the data can be dragged into the form once there are some.
    </EmptyState>
  )
}

function readStored(): string | null {
  try {
    return localStorage.getItem(STORED_OPEN)
  } catch {
    return null
  }
}

function store(value: string): void {
  try {
    localStorage.setItem(STORED_OPEN, value)
  } catch {
    // Storage may be forbidden; then the panel opens again.
  }
}
