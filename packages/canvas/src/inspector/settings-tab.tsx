'use client'

import { Field, Input, Select, Switch } from '@spane/ui'
import {
  type Backoff,
  idSchema,
  type JoinRule,
  type NodeSettings,
  type OnError,
  type WorkflowNode,
} from '@spane/workflow'
import { type ReactElement, useState } from 'react'
import { useEditor, useEditorStore } from '../store/editor-context.ts'
import { FlowSettings } from './flow-settings.tsx'
import { NumberControl } from './number-control.tsx'

const ON_ERROR = [
  {
    value: 'stop',
    label: 'Stop the execution',
    hint: 'Nothing more starts, and the node goes to the dead letters, where it can be retried.',
  },
  { value: 'continue', label: 'Continue', hint: 'The error is handed on as the node’s output.' },
  { value: 'branch', label: 'Use the error port', hint: 'The node gets an error port; only what hangs on it runs.' },
]
const JOIN = [
  { value: 'some', label: 'Some', hint: 'Waits for all incoming edges; runs if at least one delivered.' },
  { value: 'all', label: 'All', hint: 'Waits for all incoming edges; runs only if every one delivered.' },
  { value: 'any', label: 'Any', hint: 'Runs as soon as the first incoming edge delivers.' },
]
const BACKOFF = [
  { value: 'exponential', label: 'Exponential', hint: 'Twice as long each time.' },
  { value: 'fixed', label: 'Fixed', hint: 'The same every time.' },
]
const DEFAULT_BACKOFF: Backoff = { type: 'exponential', delay: 1_000 }

/** How the engine treats a node: attempts, time limit, failure, joins; and the node's id. */
export function SettingsTab({ node }: { node: WorkflowNode }): ReactElement {
  const store = useEditorStore()
  const incoming = useEditor((state) => state.graph.incoming.get(node.id)?.length ?? 0)
  const settings = node.settings ?? {}
  const [visit] = useState(() => crypto.randomUUID?.() ?? String(Math.random()))

  const change = (patch: Partial<NodeSettings>) => {
    const merged = { ...settings, ...patch }
    const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== undefined)) as NodeSettings
    store.actions.apply(
      [{ type: 'updateNode', nodeId: node.id, patch: { settings: Object.keys(kept).length > 0 ? kept : null } }],
      { mergeKey: `settings:${node.id}:${Object.keys(patch).join()}:${visit}` },
    )
  }
  const backoff = settings.backoff ?? DEFAULT_BACKOFF
  return (
    <div className="flex flex-col gap-4 p-3">
      <Field inline label="Disabled" hint="It does nothing and hands its input on; a disabled trigger starts nothing.">
        <Switch
          checked={node.disabled ?? false}
          onCheckedChange={(disabled) =>
            store.actions.apply([{ type: 'updateNode', nodeId: node.id, patch: { disabled: disabled ? true : null } }])
          }
        />
      </Field>
      <Field label="Retries" hint="Further attempts after the first has failed. 2 when empty.">
        <NumberControl
          value={settings.retries}
          min={0}
          max={100}
          step={1}
          placeholder="2"
          onChange={(retries) => change({ retries: whole(retries, 100) })}
        />
      </Field>
      {settings.retries !== 0 && (
        <div className="grid grid-cols-2 gap-2">
          <Field label="Backoff">
            <Select
              value={backoff.type}
              options={BACKOFF}
              onValueChange={(type) => change({ backoff: { ...backoff, type: type as Backoff['type'] } })}
            />
          </Field>
          <Field label="First wait (seconds)">
            <NumberControl
              value={settings.backoff && settings.backoff.delay / 1_000}
              min={0}
              placeholder="1"
              onChange={(seconds) => change({ backoff: { ...backoff, delay: toMs(seconds) ?? DEFAULT_BACKOFF.delay } })}
            />
          </Field>
        </div>
      )}
      <Field label="Timeout (seconds)" hint="How long one attempt may take. 300 when empty, 0 for no limit.">
        <NumberControl
          value={settings.timeout === undefined ? undefined : settings.timeout / 1_000}
          min={0}
          placeholder="300"
          onChange={(seconds) => change({ timeout: toMs(seconds) })}
        />
      </Field>
      <FlowSettings settings={settings} onChange={change} />
      <Field
        label="When it fails for good"
        hint={ON_ERROR.find(({ value }) => value === (settings.onError ?? 'stop'))?.hint}
      >
        <Select
          value={settings.onError ?? 'stop'}
          options={ON_ERROR}
          onValueChange={(onError) => change({ onError: onError === 'stop' ? undefined : (onError as OnError) })}
        />
      </Field>
      {incoming > 1 && (
        <Field label="Join rule" hint={JOIN.find(({ value }) => value === (settings.join ?? 'some'))?.hint}>
          <Select
            value={settings.join ?? 'some'}
            options={JOIN}
            onValueChange={(join) => change({ join: join === 'some' ? undefined : (join as JoinRule) })}
          />
        </Field>
      )}
      <NodeIdField key={node.id} nodeId={node.id} />
    </div>
  )
}

/** The id is what expressions and the API name; they follow when it changes. */
function NodeIdField({ nodeId }: { nodeId: string }): ReactElement {
  const store = useEditorStore()
  const [text, setText] = useState(nodeId)
  const error = text === nodeId ? undefined : refuseId(text, (id) => store.getState().graph.nodes.has(id))
  const rename = () => {
    if (text === nodeId || error) return
    store.actions.flush()
    const renamed = store.actions.apply([{ type: 'renameNode', nodeId, newId: text }], { select: [text] })
    if (renamed) store.actions.inspect(text)
  }
  return (
    <Field
      label="Node id"
      hint="Names the node in expressions and in the API. They are rewritten when it changes."
      error={error}
    >
      <Input
        value={text}
        spellCheck={false}
        className="font-mono text-xs"
        onChange={(event) => setText(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename()
          if (event.key === 'Escape') setText(nodeId)
        }}
      />
    </Field>
  )
}

function refuseId(id: string, isTaken: (id: string) => boolean): string | undefined {
  const parsed = idSchema.safeParse(id)
  if (!parsed.success) return parsed.error.issues[0]?.message
  return isTaken(id) ? 'Another node has this id.' : undefined
}

function whole(value: number | undefined, max: number): number | undefined {
  return value === undefined ? undefined : Math.min(max, Math.max(0, Math.round(value)))
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.min(2_147_483_647, Math.max(0, Math.round(seconds * 1_000)))
}
