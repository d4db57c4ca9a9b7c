import type { Mapper } from './mapping.ts'

/** What code of n8n may use that has no counterpart. */
const UNKNOWN = /\$\(|\$node\b|\$items\(|\brequire\(|\bthis\.helpers\b|\$getWorkflowStaticData|\$vars\b|\bDateTime\b/

/** Gives code of n8n the items that it expects, and makes one value of the items that it returns. */
export const mapCode: Mapper = ({ parameters, input, change }) => {
  const language = String(parameters.language ?? 'javaScript')
  const source = parameters.jsCode ?? parameters.functionCode
  if (language !== 'javaScript' || typeof source !== 'string') return undefined
  const unknown = source.match(UNKNOWN)?.[0]
  change(
    unknown
      ? `Its code uses ${unknown.replace(/[(.]$/, '')}, which is not there: read other nodes with await ctx.readOutput('id').`
      : 'Its code was wrapped, so that items, $input and $json are there. Try it with a run.',
  )
  const perItem = parameters.mode === 'runOnceForEachItem'
  return { type: 'code', config: { code: wrap(source, { input, perItem }) } }
}

function wrap(source: string, { input, perItem }: { input: string; perItem: boolean }): string {
  return `// What the code below was written for: a list of items with their data under json.
const given = ${input}
const items = (Array.isArray(given) ? given : [given]).map((json) => ({ json }))
const inputOf = (item) => ({ all: () => items, first: () => items[0], last: () => items.at(-1), item })
const unwrap = (item) => (item && typeof item === 'object' && 'json' in item ? item.json : item)

async function run($json, $input, item) {
${source}
}

${
  perItem
    ? `const results = []
for (const item of items) results.push(unwrap(await run(item.json, inputOf(item), item)))
return Array.isArray(given) ? results : results[0]`
    : `const result = await run(items[0]?.json, inputOf(items[0]), items[0])
if (!Array.isArray(result)) return unwrap(result ?? null)
return result.length === 1 ? unwrap(result[0]) : result.map(unwrap)`
}
`
}
