import { STATUS_LOOKS, type Tone } from '@spane/ui'
import type { Rect } from '../edit/node-geometry.ts'
import { displayStatus } from '../run/display-status.ts'
import type { EditorState } from '../store/editor-state.ts'
import type { FlowNode } from '../store/flow-elements.ts'
import type { MapFrame } from './map-frame.ts'

/** What a node on the map is painted in. */
type Paint = Tone | 'selected' | 'sheet' | 'node'

/** Later ones lie above earlier ones: what a person looks for must not be covered. */
const ORDER: readonly Paint[] = [
  'sheet',
  'node',
  'pending',
  'skipped',
  'cancelled',
  'completed',
  'ready',
  'waiting',
  'retrying',
  'running',
  'failed',
  'selected',
]

type Scene = Pick<EditorState, 'flowNodes' | 'run'>

export function rectOf({ position, width = 0, height = 0 }: FlowNode): Rect {
  return { ...position, width, height }
}

/** Draws every node in the colour of its state, in one stroke a colour. */
export function drawMap(
  context: CanvasRenderingContext2D,
  { flowNodes, run }: Scene,
  frame: MapFrame,
  colorOf: (token: string) => string,
): void {
  const paints = new Map<Paint, FlowNode[]>()
  for (const node of flowNodes) {
    const paint = paintOf(node, run)
    const nodes = paints.get(paint)
    if (nodes) nodes.push(node)
    else paints.set(paint, [node])
  }
  const { canvas } = context
  context.clearRect(0, 0, canvas.width, canvas.height)
  for (const paint of ORDER) {
    const nodes = paints.get(paint)
    if (!nodes) continue
    context.fillStyle = colorOf(tokenOf(paint))
    context.globalAlpha = paint === 'sheet' ? 0.35 : 1
    context.beginPath()
    for (const node of nodes) {
      const { x, y, width, height } = rectOf(node)
      context.rect(
        (x - frame.x) / frame.scale,
        (y - frame.y) / frame.scale,
        Math.max(1, width / frame.scale),
        Math.max(1, height / frame.scale),
      )
    }
    context.fill()
  }
}

function paintOf(node: FlowNode, run: EditorState['run']): Paint {
  if (node.selected) return 'selected'
  if (node.type !== 'workflow') return 'sheet'
  return run ? STATUS_LOOKS[displayStatus(run.view, node.id)].tone : 'node'
}

function tokenOf(paint: Paint): string {
  if (paint === 'selected') return '--accent'
  return paint === 'sheet' || paint === 'node' ? '--line-strong' : `--state-${paint}`
}
