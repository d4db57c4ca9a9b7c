import { parseTemplate, type Workflow } from '@spane/workflow'

/** Names of the secrets that a workflow asks for: in expressions, in code, and in triggers that check their callers. */
export function findSecretNames(workflow: Workflow): string[] {
  const names = new Set<string>()
  for (const node of workflow.nodes) {
    const { auth, secret } = node.config
    if (node.type === 'webhook-trigger' && auth !== 'none' && typeof secret === 'string' && secret !== '')
      names.add(secret)
    for (const text of textsIn(node.config)) {
      const code = node.type === 'code' ? text : expressionsIn(text)
      for (const match of code.matchAll(/\bsecrets(?:\.|\[["'])([A-Za-z_]\w*)/g)) names.add(match[1] as string)
    }
  }
  return [...names].sort()
}

function expressionsIn(text: string): string {
  if (!text.includes('{{')) return ''
  return parseTemplate(text)
    .map((part) => (part.kind === 'expression' ? part.source : ''))
    .join('\n')
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) yield* textsIn(item)
}
