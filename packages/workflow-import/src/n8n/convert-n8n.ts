import {
  deriveEdgeId,
  type NodeSettings,
  type Note,
  type Position,
  type Workflow,
  type WorkflowEdge,
  type WorkflowNode,
} from '@spane/workflow'
import type { ImportedWorkflow, ImportNote } from '../imported.ts'
import { createEdges } from './create-edges.ts'
import { extractLoops, LOOP_TYPE } from './extract-loops.ts'
import { mapLoop } from './map-loop.ts'
import { type ConvertedNode, get, type Mapped, type MappingContext } from './mapping.ts'
import type { N8nNode, N8nWorkflow } from './n8n-schema.ts'
import { nameNodes } from './name-nodes.ts'
import { mapperOf } from './node-mappers.ts'
import { isN8nExpression, translateText } from './translate-expression.ts'

const NOTE_TYPE = 'n8n-nodes-base.stickyNote'
/** Cards are wider here than there. */
const STRETCH = { x: 1.5, y: 1.2 }
const GRID = 16

/**
 * A workflow of n8n as some of ours: itself, and each part that it repeats.
 * @param fallbackId for one that names none; of its own among those that are read together
 */
export function convertN8n(source: N8nWorkflow, fallbackId: string): ImportedWorkflow[] {
  const id = idOf(source, fallbackId)
  const { workflow, loops } = extractLoops(source)
  const bodyIds = new Map(loops.map(({ node }, index) => [node.name, `${id}-loop-${index + 1}`]))
  return [
    convertOne(workflow, id, bodyIds),
    ...loops.flatMap(({ node, body }) => convertN8n(body, bodyIds.get(node.name) as string)),
  ]
}

/** As one workflow, in which ways back are left out. */
export function convertN8nNodes(source: N8nWorkflow): ImportedWorkflow {
  return convertOne(source, idOf(source, 'imported'), new Map())
}

/**
 * Types without a counterpart stay as placeholders under their own type with their parameters: validation names them, and
 * nothing of the export is lost.
 * @param bodyIds by the name of a loop, the workflow that it repeats
 */
function convertOne(source: N8nWorkflow, id: string, bodyIds: ReadonlyMap<string, string>): ImportedWorkflow {
  const notes: ImportNote[] = []
  const stickies = source.nodes.filter((node) => node.type === NOTE_TYPE)
  const nodes = source.nodes.filter((node) => node.type !== NOTE_TYPE)
  const ids = nameNodes(nodes)
  const parents = readParents(source)
  const types = new Map(nodes.map((node) => [node.name, node.type]))
  const converted = nodes.map((node) => {
    const scope = createScope(node.name, { ids, parents, types })
    const bodyId = bodyIds.get(node.name)
    return convertNode(node, { id: ids.get(node.name) as string, scope, source, notes, bodyId })
  })
  const { edges, dropped } = createEdges(source, nodes, {
    ids,
    mapped: new Map(converted.map((item) => [item.name, item])),
  })
  notes.push(...dropped, ...describeWorkflow(source))
  const workflow: Workflow = {
    id,
    name: cleanName(source.name ?? '') || 'Imported workflow',
    nodes: converted.map(({ node }) => node),
    edges: edges.map((edge): WorkflowEdge => ({ id: deriveEdgeId(edge), ...edge })),
    ...settingsOf(source),
    ...(stickies.length > 0 && { layout: { notes: stickies.map(toNote), groups: [] } }),
  }
  return { source: 'n8n', workflow, notes: sortNotes(notes) }
}

function idOf(source: N8nWorkflow, fallback: string): string {
  return cleanName(String(source.id ?? '')) || fallback
}

interface Scope {
  input: string
  hasSeveralParents: boolean
  output: (name: string) => string | undefined
}

interface Surroundings {
  ids: ReadonlyMap<string, string>
  parents: ReadonlyMap<string, string[]>
  types: ReadonlyMap<string, string>
}

/** What passes its input on: data keeps the shape that it had before. */
const PASSING = new Set(
  ['if', 'filter', 'switch', 'wait', 'noOp', 'respondToWebhook'].map((type) => `n8n-nodes-base.${type}`),
)

function createScope(name: string, surroundings: Surroundings): Scope {
  const { ids, parents } = surroundings
  const output = (of: string) => {
    const id = ids.get(of)
    return id === undefined ? undefined : `nodes[${JSON.stringify(id)}].output${bodyOf(of, surroundings)}`
  }
  const [only, ...others] = parents.get(name) ?? []
  // With several parents the input holds each under its id; n8n ran such a node with whichever came.
  if (others.length > 0) return { input: 'Object.values(input)[0]', output, hasSeveralParents: true }
  const input = only === undefined ? 'input' : `input${bodyOf(only, surroundings)}`
  return { input, output, hasSeveralParents: false }
}

/** An HTTP request gives status, headers and body here, and there the body alone. */
function bodyOf(name: string, { parents, types }: Surroundings, depth = 0): string {
  const type = types.get(name) ?? ''
  if (type === 'n8n-nodes-base.httpRequest') return '.body'
  const before = parents.get(name) ?? []
  if (!PASSING.has(type) || before.length !== 1 || depth > 50) return ''
  return bodyOf(before[0] as string, { parents, types, ids: new Map() }, depth + 1)
}

function readParents({ connections }: N8nWorkflow): Map<string, string[]> {
  const parents = new Map<string, string[]>()
  for (const [from, kinds] of Object.entries(connections)) {
    for (const targets of kinds.main ?? []) {
      for (const { node } of targets ?? []) {
        const known = parents.get(node) ?? []
        if (!known.includes(from)) parents.set(node, [...known, from])
      }
    }
  }
  return parents
}

function convertNode(
  source: N8nNode,
  place: { id: string; scope: Scope; source: N8nWorkflow; notes: ImportNote[]; bodyId: string | undefined },
): ConvertedNode {
  const { id, scope, notes, bodyId } = place
  const own: ImportNote[] = []
  const say = (kind: ImportNote['kind']) => (message: string) => own.push({ kind, subject: source.name, message })
  const context = createContext(source, place, { need: say('needed'), change: say('changed') })
  const mapped = bodyId === undefined ? mapperOf(source.type)?.(context) : mapLoop(context, bodyId)
  if (scope.hasSeveralParents && mapped?.type !== 'merge') {
    say('changed')(
      'Several nodes lead to it: it runs once here, when all of them have ended, and its input holds what each gave under its id.',
    )
  }
  if (mapped) {
    if (own.every(({ kind }) => kind === 'needed')) say('mapped')(`${source.type} is ${mapped.type} here.`)
    notes.push(...own)
  } else {
    notes.push(...own, {
      kind: 'unmapped',
      subject: source.name,
      message:
        source.type === LOOP_TYPE
          ? 'A workflow here has no loops, and what this one repeats cannot be told from the rest: put the nodes of its loop output into a workflow of their own, publish that, and replace this placeholder (R) with a For each that runs it for every item.'
          : `${source.type} has no counterpart: replace the placeholder (R) with a node that does its work. Its parameters are kept.`,
    })
  }
  for (const credential of Object.keys(source.credentials ?? {})) {
    say('needed')(`It used the credential ${credential}, which no export holds.`)
    notes.push(own.at(-1) as ImportNote)
  }
  if (source.executeOnce || source.alwaysOutputData) {
    notes.push({ kind: 'changed', subject: source.name, message: 'A node runs once for all of its input here.' })
  }
  const { type, config, settings }: Mapped = mapped ?? {
    type: source.type,
    config: keepParameters(source.parameters, scope),
  }
  const node: WorkflowNode = {
    id,
    type,
    name: cleanName(source.name),
    config,
    ...withSettings({ ...settings, ...failureSettings(source) }),
    ...(source.disabled && { disabled: true }),
    position: toPosition(source.position),
  }
  return { name: source.name, node, ports: mapped?.ports }
}

function createContext(
  node: N8nNode,
  { scope, source, notes }: { scope: Scope; source: N8nWorkflow; notes: ImportNote[] },
  { need, change }: Pick<MappingContext, 'need' | 'change'>,
): MappingContext {
  const text = (value: unknown): string => {
    if (typeof value !== 'string') return value === undefined || value === null ? '' : String(value)
    const { value: translated, unknown } = translateText(value, scope)
    for (const name of new Set(unknown)) {
      notes.push({
        kind: 'unmapped',
        subject: node.name,
        message: `${name} has no counterpart: the expression was kept as it was, and has to be written anew.`,
      })
    }
    return translated
  }
  const timeZone = get(source.settings, 'timezone')
  return {
    node,
    parameters: node.parameters,
    translate: (value) => translateAll(value, text),
    text,
    code: (value) => toCode(value, text),
    input: scope.input,
    hasSeveralParents: scope.hasSeveralParents,
    need,
    change,
    timeZone: typeof timeZone === 'string' && timeZone !== 'DEFAULT' ? timeZone : undefined,
  }
}

function translateAll(value: unknown, text: (value: string) => string): unknown {
  if (typeof value === 'string') return text(value)
  if (Array.isArray(value)) return value.map((item) => translateAll(item, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, translateAll(item, text)]))
}

/** One `{{ … }}` is its code; text around it makes a template literal of it. */
function toCode(value: unknown, text: (value: unknown) => string): string {
  if (!isN8nExpression(value)) return JSON.stringify(value ?? null)
  const translated = text(value).trim()
  const sole = /^\{\{([\s\S]*)\}\}$/.exec(translated)
  if (sole && !sole[1]?.includes('{{')) return `(${sole[1]?.trim()})`
  const escaped = translated.replace(/[`\\]/g, '\\$&').replace(/\$\{/g, '\\${')
  return `\`${escaped.replace(/\{\{([\s\S]*?)\}\}/g, (_, code: string) => `\${${code.trim()}}`)}\``
}

/** Parameters of a placeholder: what can be translated is, so that they can be copied over. */
function keepParameters(parameters: Record<string, unknown>, scope: Scope): Record<string, unknown> {
  return translateAll(parameters, (text) => translateText(text, scope).value) as Record<string, unknown>
}

function failureSettings(node: N8nNode): NodeSettings {
  const { retryOnFail, maxTries, waitBetweenTries, onError, continueOnFail } = node
  const reaction =
    onError === 'continueErrorOutput'
      ? 'branch'
      : onError === 'continueRegularOutput' || continueOnFail
        ? 'continue'
        : undefined
  const retries = Math.min(100, Math.max(0, Math.round(maxTries ?? 3) - 1))
  const delay = Math.min(86_400_000, Math.max(0, Math.round(waitBetweenTries ?? 1_000)))
  const isAction = /\.(httpRequest|code|function|executeWorkflow)$/.test(node.type)
  return {
    ...(retryOnFail && { retries, backoff: { type: 'fixed' as const, delay } }),
    // Nothing is tried again there unless it is asked for.
    ...(!retryOnFail && isAction && !node.type.endsWith('executeWorkflow') && { retries: 0 }),
    ...(reaction && { onError: reaction }),
  }
}

function withSettings(settings: NodeSettings): { settings?: NodeSettings } {
  return Object.keys(settings).length > 0 ? { settings } : {}
}

function settingsOf(source: N8nWorkflow): Pick<Workflow, 'settings'> {
  const seconds = Number(get(source.settings, 'executionTimeout'))
  return Number.isInteger(seconds) && seconds > 0 ? { settings: { timeout: seconds * 1_000 } } : {}
}

function describeWorkflow(source: N8nWorkflow): ImportNote[] {
  const notes: ImportNote[] = []
  if (typeof get(source.settings, 'errorWorkflow') === 'string') {
    notes.push({
      kind: 'changed',
      message: 'It named an error workflow: give that one an Execution end trigger, and choose this workflow there.',
    })
  }
  if (source.pinData && Object.keys(source.pinData).length > 0) {
    notes.push({ kind: 'changed', message: 'Pinned data was left out: run once, and pin what you need.' })
  }
  return notes
}

function toNote(node: N8nNode, index: number): Note {
  const size = (value: unknown, fallback: number, min: number) =>
    Math.min(4_000, Math.max(min, Math.round(Number(value ?? fallback)) || fallback))
  const colors = ['yellow', 'yellow', 'yellow', 'red', 'green', 'blue', 'purple', 'grey'] as const
  const color = colors[Number(node.parameters.color ?? 1)]
  return {
    id: `note-${index + 1}`,
    text: String(node.parameters.content ?? '').slice(0, 20_000),
    position: toPosition(node.position),
    size: {
      width: size(Number(node.parameters.width ?? 240) * STRETCH.x, 360, 80),
      height: size(Number(node.parameters.height ?? 160) * STRETCH.y, 192, 48),
    },
    ...(color && color !== 'yellow' && { color }),
  }
}

function toPosition([x, y]: [number, number] = [0, 0]): Position {
  const snap = (value: number) => Math.round(value / GRID) * GRID
  return { x: snap(x * STRETCH.x), y: snap(y * STRETCH.y) }
}

/** Names here hold no line breaks and end at some point. */
function cleanName(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  return [...name.replace(/[\u0000-\u001f\u007f\ud800-\udfff]/gu, ' ').trim()].slice(0, 90).join('')
}

const ORDER = { unmapped: 0, needed: 1, changed: 2, mapped: 3 } as const

function sortNotes(notes: ImportNote[]): ImportNote[] {
  return notes.sort((left, right) => ORDER[left.kind] - ORDER[right.kind])
}
