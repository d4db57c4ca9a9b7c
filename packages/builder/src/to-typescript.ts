import { deriveEdgeId, MAIN_PORT, type Workflow, type WorkflowNode } from '@spane/workflow'
import { fieldSource, outputSource } from './expression.ts'

const WIDTH = 110
const RESERVED = new Set(
  (
    'workflow ref defineWorkflow break case catch class const continue debugger default delete do else enum export extends ' +
    'false finally for function if implements import in instanceof interface let new null package private protected public ' +
    'return static super switch this throw true try typeof var void while with yield await async arguments eval undefined ' +
    'NaN Infinity'
  ).split(' '),
)

/**
 * A workflow as the code that builds it: running the code gives the same definition. An expression that does nothing but
 * read a node's output becomes a typed reference.
 */
export function toTypeScript(workflow: Workflow): string {
  const names = nameNodes(workflow.nodes)
  const { nodes, edges, ...head } = workflow
  const printer = new Printer()
  // First of all: no node is defined yet that a text of it could be taken to refer to.
  const headCode = printer.print(head)
  const nodeLines = nodes.map((node) => {
    const line = nodeLine(node, names, printer)
    printer.define(node.id, names.get(node.id) as string)
    return line
  })
  const edgeLines = edges.map((edge) => {
    const from = end(names, edge.source, edge.sourcePort)
    const to = end(names, edge.target, edge.targetPort)
    const id = edge.id === deriveEdgeId(edge) ? '' : `, ${printer.print({ id: edge.id })}`
    return `workflow.edge(${from}, ${to}${id})`
  })
  const imports = printer.usedRef ? 'defineWorkflow, ref' : 'defineWorkflow'
  return [
    `import { ${imports} } from '@spane/builder'`,
    '',
    `const workflow = defineWorkflow(${headCode})`,
    '',
    ...nodeLines,
    ...(edgeLines.length > 0 ? ['', ...edgeLines] : []),
    '',
    'export default workflow.build()',
    '',
  ].join('\n')
}

function nodeLine(node: WorkflowNode, names: Names, printer: Printer): string {
  const { id, type, config, ...rest } = node
  const options = { ...rest, ...(Object.keys(config).length > 0 && { config }) }
  const call = `const ${names.get(id)} = workflow.node(${quote(id)}, ${quote(type)}`
  return Object.keys(options).length === 0 ? `${call})` : `${call}, ${printer.print(options, '', call.length)})`
}

/** Constants by node id. */
type Names = ReadonlyMap<string, string>

function nameNodes(nodes: readonly WorkflowNode[]): Names {
  const taken = new Set(RESERVED)
  return new Map(
    nodes.map(({ id }) => {
      const words = id.split(/[^A-Za-z0-9]+/).filter(Boolean)
      const camel = words.map((word, index) => (index === 0 ? lowerFirst(word) : upperFirst(word))).join('')
      const base = /^[a-z]/i.test(camel) ? camel.slice(0, 60) : `node${upperFirst(camel.slice(0, 56))}`
      let name = base
      for (let count = 2; taken.has(name); count++) name = `${base}${count}`
      taken.add(name)
      return [id, name]
    }),
  )
}

function end(names: Names, nodeId: string, port: string): string {
  // An edge to nowhere is a problem of the draft, and stays one.
  const node = names.get(nodeId)
  if (node === undefined) return `{ nodeId: ${quote(nodeId)}, portId: ${quote(port)} }`
  return port === MAIN_PORT ? node : `${node}.port(${quote(port)})`
}

/** Prints JSON values as TypeScript. */
class Printer {
  usedRef = false
  private readonly defined = new Map<string, string>()

  /** Expressions may refer to this node from here on. */
  define(nodeId: string, name: string): void {
    this.defined.set(nodeId, name)
  }

  /** `before`: how much already stands on the line. */
  print(value: unknown, indent = '', before = 0): string {
    if (typeof value === 'string') return this.reference(value) ?? quote(value)
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    const inner = `${indent}  `
    const parts = Array.isArray(value)
      ? value.map((item) => this.print(item, inner))
      : Object.entries(value)
          .filter(([, item]) => item !== undefined)
          .map(([key, item]) => `${propertyName(key)}: ${this.print(item, inner, propertyName(key).length + 2)}`)
    const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
    if (parts.length === 0) return open + close
    const line = Array.isArray(value) ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`
    if (indent.length + before + line.length <= WIDTH && !line.includes('\n')) return line
    return `${open}\n${parts.map((part) => `${inner}${part},\n`).join('')}${indent}${close}`
  }

  /** `ref(node).output.field` for a text that is exactly what this would write. */
  private reference(template: string): string | undefined {
    const match = /^\{\{ nodes\[("(?:[^"\\]|\\.)*")\]\.output((?:\.[A-Za-z_$][\w$]*|\[\d+\])*) \}\}$/.exec(template)
    if (!match) return undefined
    const nodeId = parseString(match[1] as string)
    const name = nodeId === undefined ? undefined : this.defined.get(nodeId)
    if (nodeId === undefined || name === undefined) return undefined
    const keys = [...(match[2] as string).matchAll(/\.([\w$]+)|\[(\d+)\]/g)].map(([, key, index]) => key ?? index ?? '')
    if (`{{ ${keys.reduce(fieldSource, outputSource(nodeId))} }}` !== template) return undefined
    this.usedRef = true
    return keys.reduce(fieldSource, `ref(${name}).output`)
  }
}

function parseString(json: string): string | undefined {
  try {
    return JSON.parse(json) as string
  } catch {
    return undefined
  }
}

function propertyName(key: string): string {
  // Written plainly it would set the object's prototype instead.
  if (key === '__proto__') return "['__proto__']"
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quote(key)
}

function quote(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1)
  return `'${inner.replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

const lowerFirst = (word: string) => word.charAt(0).toLowerCase() + word.slice(1)
const upperFirst = (word: string) => word.charAt(0).toUpperCase() + word.slice(1)
