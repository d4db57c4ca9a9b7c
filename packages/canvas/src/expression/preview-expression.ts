import { parseTemplate } from '@spane/workflow'
import type { DataOrigin } from '../data/node-data.ts'
import type { ExpressionTools } from './expression-tools.ts'
import { referencedNodes } from './read-chain.ts'

/** What a field's expression gives on the data that there is. */
export type ExpressionPreview =
  | { kind: 'value'; value: unknown; origins: DataOrigin[]; readsSecret: boolean }
  | { kind: 'error'; message: string; range?: { from: number; to: number } }
  /** It cannot be known. */
  | { kind: 'unknown'; message: string; remedy?: 'run' | 'load-whole' | 'reload' }

/** Evaluates a template on the data of a node. Rejects when it was aborted. */
export async function previewExpression(
  template: string,
  { data, evaluate, execution }: ExpressionTools,
  signal: AbortSignal,
): Promise<ExpressionPreview> {
  const sources = parseTemplate(template).flatMap((part) => (part.kind === 'expression' ? [part.source] : []))
  const names = (word: RegExp) => sources.some((source) => word.test(source))
  const ids = referencedNodes(template)
  const nameOf = (id: string) => data.upstream.find((node) => node.id === id)?.name ?? id

  const stranger = ids.find((id) => !data.upstream.some((node) => node.id === id))
  if (stranger !== undefined) {
    const message = `No node “${stranger}” comes before this one, so it has no output here.`
    const from = template.indexOf(stranger)
    return { kind: 'error', message, ...(from >= 0 && { range: { from, to: from + stranger.length } }) }
  }
  const origins: DataOrigin[] = []
  let input: unknown
  if (names(/\b(?:input|eval|arguments)\b/)) {
    const { state } = data
    if (state.kind === 'loading') return { kind: 'unknown', message: 'The data is loading…' }
    if (state.kind === 'error') return { kind: 'unknown', message: state.message, remedy: 'reload' }
    if (!state.input) return { kind: 'unknown', message: 'No data has come to this node yet.', remedy: 'run' }
    if (state.input.truncated) {
      return { kind: 'unknown', message: 'The input is too large to be loaded unasked.', remedy: 'load-whole' }
    }
    input = JSON.parse(state.input.text)
    origins.push(...state.input.origins)
  }
  for (const id of ids) {
    const output = await data.readOutput(id).catch(() => undefined)
    if (!output) return { kind: 'unknown', message: `“${nameOf(id)}” has given nothing yet.`, remedy: 'run' }
    if (output.data.truncated) {
      return {
        kind: 'unknown',
        message: `The output of “${nameOf(id)}” is too large to be loaded unasked.`,
        remedy: 'load-whole',
      }
    }
    origins.push(output.origin)
  }
  const readOutput = async (id: string) => {
    const isUpstream = data.upstream.some((node) => node.id === id)
    const output = isUpstream ? await data.readOutput(id) : undefined
    return output && !output.data.truncated ? (JSON.parse(output.data.text) as unknown) : undefined
  }
  const result = await evaluate({ template, input, execution, readOutput, signal })
  if (!result.ok) return { kind: 'error', message: result.message, range: result.range }
  return { kind: 'value', value: result.value, origins, readsSecret: names(/\bsecrets\b/) }
}
