import { get, type Mapper, plainId, rows } from './mapping.ts'

const METHODS = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])

export const mapHttpRequest: Mapper = (context) => {
  const { parameters, translate, text, need, change } = context
  const method = String(parameters.method ?? parameters.requestMethod ?? 'GET')
  if (!METHODS.has(method)) return undefined
  const pairs = (value: unknown) =>
    rows(get(value, 'parameters') ?? get(value, 'parameter')).map(({ name, value: given }) => ({
      name: text(name),
      value: translate(given) ?? '',
    }))
  const authentication = String(parameters.authentication ?? 'none')
  if (authentication !== 'none') {
    need(
      'It signs in with a credential: put a secret into a header instead, such as Authorization: Bearer {{ secrets.MY_TOKEN }}.',
    )
  }
  /** Pairs that were typed as JSON. */
  const typedPairs = (given: unknown, what: string) => {
    const value = jsonField(translate(given))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.entries(value).map(([name, pair]) => ({ name, value: pair ?? '' }))
    }
    change(`Its ${what} came from one expression, and have to be written one by one: ${text(given)}`)
    return []
  }
  const query =
    parameters.specifyQuery === 'json'
      ? typedPairs(parameters.jsonQuery, 'query parameters')
      : pairs(parameters.queryParameters ?? parameters.queryParametersUi)
  const headers =
    parameters.specifyHeaders === 'json'
      ? typedPairs(parameters.jsonHeaders, 'headers')
      : pairs(parameters.headerParameters ?? parameters.headerParametersUi)
  const timeout = Number(get(parameters, 'options', 'timeout'))
  if (get(parameters, 'options', 'batching') || get(parameters, 'options', 'pagination')) {
    change('It sends one request here: batching and pagination are left out.')
  }
  const follows = get(parameters, 'options', 'redirect', 'redirect', 'followRedirects')
  return {
    type: 'http',
    config: {
      method,
      url: text(parameters.url),
      ...(query.length > 0 && { query }),
      ...(headers.length > 0 && { headers }),
      ...bodyOf(context, pairs),
      ...(get(parameters, 'options', 'response', 'response', 'neverError') === true && { failOnError: false }),
      ...(follows === false && { followRedirects: false }),
    },
    ...(Number.isInteger(timeout) && timeout > 0 && { settings: { timeout } }),
  }
}

function bodyOf(
  { parameters, translate, text, change }: Parameters<Mapper>[0],
  pairs: (value: unknown) => { name: string; value: unknown }[],
): Record<string, unknown> {
  if (parameters.sendBody !== true && !parameters.bodyParametersUi && !parameters.bodyParametersJson) return {}
  const kind = String(parameters.contentType ?? parameters.bodyContentType ?? 'json')
  const fields = pairs(parameters.bodyParameters ?? parameters.bodyParametersUi)
  if (kind === 'raw') return { bodyType: 'text', text: text(parameters.body) }
  if (kind === 'form-urlencoded') return { bodyType: 'form', form: fields }
  if (kind === 'multipart-form-data' || kind === 'binaryData') {
    change('It sent files or a multipart form: here it sends a plain form.')
    return { bodyType: 'form', form: fields }
  }
  const json = parameters.jsonBody ?? parameters.bodyParametersJson
  if (parameters.specifyBody === 'json' || typeof json === 'string')
    return { bodyType: 'json', json: jsonField(translate(json)) }
  return { bodyType: 'json', json: Object.fromEntries(fields.map(({ name, value }) => [name, value])) }
}

/** JSON that is typed as text is JSON; one expression is kept; a text with expressions in the middle is, too. */
function jsonField(value: unknown): unknown {
  if (typeof value !== 'string') return value ?? {}
  try {
    return JSON.parse(value)
  } catch {
    return value
  }
}

export const mapSet: Mapper = (context) => {
  const { parameters, translate, change } = context
  if (parameters.mode === 'raw') {
    const json = jsonField(translate(parameters.jsonOutput))
    if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined
    return transform(Object.entries(json), parameters.includeOtherFields === true)
  }
  const assignments = rows(get(parameters, 'assignments', 'assignments'))
  if (assignments.length > 0 || parameters.assignments) {
    const fields = assignments.map(({ name, value, type }) => [String(name), typed(translate(value), type)] as const)
    if (parameters.include && parameters.include !== 'all') {
      change('It kept chosen fields of its input: here it keeps all or none.')
    }
    return transform(fields, parameters.includeOtherFields === true)
  }
  const version30 = rows(get(parameters, 'fields', 'values'))
  if (version30.length > 0) {
    const fields = version30.map((row) => {
      const type = String(row.type ?? 'stringValue').replace(/Value$/, '')
      return [String(row.name), typed(translate(row[`${type}Value`] ?? row[type]), type)] as const
    })
    const include = String(parameters.include ?? 'all')
    if (include === 'selected' || include === 'except') {
      change('It kept chosen fields of its input: here it keeps all of them.')
    }
    return transform(fields, include !== 'none')
  }
  const version1 = ['string', 'number', 'boolean'].flatMap((type) =>
    rows(get(parameters, 'values', type)).map(
      ({ name, value }) => [String(name), typed(translate(value), type)] as const,
    ),
  )
  return transform(version1, parameters.keepOnlySet !== true)
}

function transform(fields: (readonly [string, unknown])[], keepInput: boolean) {
  return { type: 'transform', config: { fields: fields.map(([name, value]) => ({ name, value })), keepInput } }
}

/** A number that was typed as text is a number; so are truth values, lists and objects. */
function typed(value: unknown, type: unknown): unknown {
  if (typeof value !== 'string' || value.includes('{{')) return value ?? ''
  if (type === 'number' && value.trim() !== '' && Number.isFinite(Number(value))) return Number(value)
  if (type === 'boolean') return value === 'true'
  return type === 'array' || type === 'object' ? jsonField(value) : value
}

/** Where branches meet again it hands on what came, from whichever of them. */
export const mapNoOp: Mapper = ({ hasSeveralParents }) =>
  hasSeveralParents ? { type: 'merge', config: { mode: 'first' } } : transform([], true)

export const mapMerge: Mapper = ({ parameters, change }) => {
  const mode = String(parameters.mode ?? 'append')
  if (mode === 'append') return { type: 'merge', config: { mode: 'append' } }
  if (mode === 'chooseBranch' || mode === 'passThrough' || mode === 'wait') {
    change('It waited for its inputs and passed one of them on: here its output holds each under the id of its node.')
    return { type: 'merge', config: { mode: 'object' } }
  }
  if (mode === 'combineBySql') return undefined
  change('It joined items one by one: here the fields of its inputs are put into one object.')
  return { type: 'merge', config: { mode: 'combine' } }
}

const UNITS = new Set(['seconds', 'minutes', 'hours', 'days'])

export const mapWait: Mapper = ({ node, parameters, translate, text, change }) => {
  const resume = String(parameters.resume ?? 'timeInterval')
  if (resume === 'webhook' || resume === 'form') {
    change(
      'It goes on when its link is opened: the link is {{ execution.resumeUrl }} here, and stands in the message of the node.',
    )
    return { type: 'wait-for-signal', config: { name: 'Imported wait' } }
  }
  if (resume === 'specificTime') return { type: 'delay', config: { mode: 'until', until: text(parameters.dateTime) } }
  // An export names only what differs from the default, which was another one before.
  const fallback = (node.typeVersion ?? 1) > 1 ? { amount: 5, unit: 'seconds' } : { amount: 1, unit: 'hours' }
  const unit = String(parameters.unit ?? fallback.unit)
  const amount = translate(parameters.amount ?? fallback.amount)
  return { type: 'delay', config: { mode: 'for', amount, unit: UNITS.has(unit) ? unit : 'hours' } }
}

export const mapRespond: Mapper = ({ parameters, translate, text, change }) => {
  const status = Number(get(parameters, 'options', 'responseCode') ?? 200)
  const headers = rows(get(parameters, 'options', 'responseHeaders', 'entries')).map(({ name, value }) => ({
    name: text(name),
    value: translate(value) ?? '',
  }))
  const common = { status: Number.isInteger(status) ? status : 200, ...(headers.length > 0 && { headers }) }
  switch (String(parameters.respondWith ?? 'firstIncomingItem')) {
    case 'noData':
      return { type: 'respond', config: { ...common, bodyType: 'none' } }
    case 'text':
      return { type: 'respond', config: { ...common, bodyType: 'text', text: text(parameters.responseBody) } }
    case 'json':
      return {
        type: 'respond',
        config: { ...common, bodyType: 'json', json: jsonField(translate(parameters.responseBody)) },
      }
    case 'firstIncomingItem':
    case 'allIncomingItems':
      return { type: 'respond', config: { ...common, bodyType: 'json' } }
    case 'redirect':
      return {
        type: 'respond',
        config: { status: 302, headers: [{ name: 'Location', value: text(parameters.redirectURL) }], bodyType: 'none' },
      }
    default:
      change('It answered with a file or a signed token: choose what it answers with.')
      return { type: 'respond', config: { ...common, bodyType: 'json' } }
  }
}

export const mapExecuteWorkflow: Mapper = ({ parameters, need, translate, change }) => {
  const workflowId = plainId(parameters.workflowId)
  need('It runs another workflow: import that one, too, publish it, and choose it here.')
  const given = get(parameters, 'workflowInputs', 'value')
  const input =
    typeof given === 'object' && given !== null && Object.keys(given).length > 0 ? translate(given) : undefined
  if (parameters.mode === 'each') {
    if (input !== undefined) change('It made an input of its own for each item: here each item is the input.')
    return { type: 'for-each', config: { workflowId, items: '{{ input }}' } }
  }
  return { type: 'sub-workflow', config: { workflowId, ...(input !== undefined && { inputMode: 'map', input }) } }
}

export const mapStopAndError: Mapper = ({ parameters, text }) => ({
  type: 'stop-and-error',
  config: { message: text(parameters.errorMessage ?? parameters.errorObject) || 'Stopped' },
})

/** A list inside the input becomes the output. */
export const mapSplitOut: Mapper = ({ parameters, input, change }) => {
  const field = String(parameters.fieldToSplitOut ?? '')
  if (!/^[\w.]+$/.test(field)) return undefined
  change('It made an item of each entry of a list: here its output is the list. Use a For each to work on every entry.')
  return { type: 'code', config: { code: `return ${input}.${field}\n` } }
}
