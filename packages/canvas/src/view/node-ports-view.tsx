'use client'

import { cn } from '@spane/ui'
import { ERROR_PORT } from '@spane/workflow'
import { Handle, Position } from '@xyflow/react'
import { Plus } from 'lucide-react'
import type { CSSProperties, MouseEvent, ReactElement } from 'react'
import { countPortRows, PORT_ROW_HEIGHT, PORT_SIZE, portOffset } from '../edit/node-geometry.ts'
import type { CanvasPort, NodePorts } from '../edit/node-ports.ts'
import { useEditor, useEditorActions } from '../store/editor-context.ts'

/** The names of ports, inputs left and outputs right, when a node has more than one. */
export function NodePortRows({ ports }: { ports: NodePorts }): ReactElement | null {
  const count = countPortRows(ports)
  if (count === 0) return null
  return (
    <div className="border-line border-t text-muted text-xs">
      {Array.from({ length: count }, (_, index) => {
        const input = ports.inputsNamed ? ports.inputs[index] : undefined
        const output = ports.outputsNamed ? ports.outputs[index] : undefined
        return (
          <div
            key={`${input?.id}|${output?.id}`}
            className="flex items-center justify-between gap-3 px-3"
            style={{ height: PORT_ROW_HEIGHT }}
          >
            <PortName port={input} />
            <PortName port={output} className="ml-auto" />
          </div>
        )
      })}
    </div>
  )
}

function PortName({ port, className }: { port: CanvasPort | undefined; className?: string }): ReactElement | null {
  if (!port) return null
  return (
    <span
      title={port.missing ? `This node has no port "${port.id}" any more` : undefined}
      className={cn(
        'small-print truncate',
        (port.missing || port.id === ERROR_PORT) && 'text-failed',
        port.missing && 'line-through',
        className,
      )}
    >
      {port.label}
    </span>
  )
}

/** The border of a block, from inside of which its marks are placed, and what a port's dot reaches out of the card. */
const MARK_INSET = 4 + PORT_SIZE / 2 - 1

/** In the flow, each taking no room: what is positioned is a layer of its own to paint and to look for the pointer in. */
function markMargins(index: number, isNamed: boolean): { marginTop: number; marginBottom: number } {
  const top = portOffset(index, isNamed) - MARK_INSET
  return { marginTop: top, marginBottom: -top - PORT_SIZE }
}

/**
 * Where the ports of a block are. Nobody sees or takes hold of them, but React Flow measures whatever it draws, and edges
 * end at what it finds there.
 */
export function PortMarks({ ports }: { ports: NodePorts }): ReactElement {
  return (
    <>
      {ports.inputs.map((port, index) => (
        <i
          key={port.id}
          className="port-mark target"
          data-handleid={port.id}
          data-handlepos={Position.Left}
          style={{ marginLeft: -MARK_INSET, ...markMargins(index, ports.inputsNamed) }}
        />
      ))}
      {ports.outputs.map((port, index) => (
        <i
          key={port.id}
          className="port-mark source"
          data-handleid={port.id}
          data-handlepos={Position.Right}
          style={{ marginLeft: 'auto', marginRight: -MARK_INSET, ...markMargins(index, ports.outputsNamed) }}
        />
      ))}
    </>
  )
}

interface NodeHandlesProps {
  nodeId: string
  nodeName: string
  ports: NodePorts
  /** Of the card with all that hangs on it, where a wire may be dropped. */
  bodyHeight: number
}

/** Where a port stands, for itself and for what it covers of the card. */
function handleStyle(top: number, bodyHeight: number): CSSProperties {
  return { top, '--port-top': `${top}px`, '--body-height': `${bodyHeight}px` } as CSSProperties
}

/** Where wires start and end, and the + of outputs that nothing hangs on yet. */
export function NodeHandles({ nodeId, nodeName, ports, bodyHeight }: NodeHandlesProps): ReactElement {
  const readOnly = useEditor((state) => state.readOnly)
  return (
    <>
      {ports.inputs.map((port, index) => (
        <Handle
          key={port.id}
          id={port.id}
          type="target"
          position={Position.Left}
          isConnectable={!readOnly}
          role="img"
          aria-label={`Input ${port.label} of ${nodeName}`}
          data-primary={index === 0 || undefined}
          style={handleStyle(portOffset(index, ports.inputsNamed), bodyHeight)}
        />
      ))}
      {ports.outputs.map((port, index) => (
        <OutputHandle
          key={port.id}
          nodeId={nodeId}
          nodeName={nodeName}
          port={port}
          isFirst={index === 0}
          top={portOffset(index, ports.outputsNamed)}
          bodyHeight={bodyHeight}
          readOnly={readOnly}
        />
      ))}
    </>
  )
}

interface OutputHandleProps {
  nodeId: string
  nodeName: string
  port: CanvasPort
  isFirst: boolean
  top: number
  bodyHeight: number
  readOnly: boolean
}

function OutputHandle(props: OutputHandleProps): ReactElement {
  const { nodeId, nodeName, port, isFirst, top, bodyHeight, readOnly } = props
  const isConnected = useEditor(
    (state) => state.graph.outgoing.get(nodeId)?.some((edge) => edge.sourcePort === port.id) ?? false,
  )
  const isWiring = useEditor((state) => state.wire !== null)
  // The first node of all says in words what its + is for.
  const isOnly = useEditor((state) => state.graph.nodes.size === 1)
  const { patch } = useEditorActions()
  const openPicker = (event: MouseEvent<HTMLButtonElement>) => {
    const { right, top: y } = event.currentTarget.getBoundingClientRect()
    patch({ picker: { anchor: { x: right + 4, y }, source: { nodeId, portId: port.id } } })
  }
  return (
    <>
      <Handle
        id={port.id}
        type="source"
        position={Position.Right}
        isConnectable={!readOnly}
        role="img"
        aria-label={`Output ${port.label} of ${nodeName}`}
        data-primary={isFirst || undefined}
        data-error={port.id === ERROR_PORT || undefined}
        style={handleStyle(top, bodyHeight)}
      />
      {!readOnly && !isConnected && !isWiring && !port.missing && (
        <span
          className="node-stub pointer-events-none absolute left-full flex -translate-y-1/2 items-center"
          style={{ top }}
        >
          <span className="h-px w-4 bg-line-strong" />
          <button
            type="button"
            aria-label={`Add a node after ${nodeName}, output ${port.label}`}
            onClick={openPicker}
            className={cn(
              'nodrag nopan pointer-events-auto flex size-4.5 items-center justify-center rounded-sm border border-control bg-raised text-muted hover:border-accent hover:bg-accent hover:text-on-accent',
              isOnly && 'h-8 w-auto gap-1.5 rounded-md border-accent border-dashed px-2.5 text-accent-ink text-sm',
            )}
          >
            <Plus aria-hidden="true" className={isOnly ? 'size-4' : 'size-3'} />
            {isOnly && <span className="whitespace-nowrap font-medium">Add a node</span>}
          </button>
        </span>
      )}
    </>
  )
}
