import { get, type Mapped, type Mapper, type MappingContext, rows } from './mapping.ts'

/** A comparison as n8n has it, whatever the version of the node. */
interface Comparison {
  left: unknown
  right: unknown
  operation: string
}

/** Operators of n8n by ours; what is missing is written as code. */
const OPERATORS: Record<string, string> = {
  equals: 'equals',
  equal: 'equals',
  notEquals: 'not-equals',
  notEqual: 'not-equals',
  larger: 'greater',
  gt: 'greater',
  after: 'greater',
  afterOrEquals: 'greater-or-equal',
  largerEqual: 'greater-or-equal',
  gte: 'greater-or-equal',
  smaller: 'less',
  lt: 'less',
  before: 'less',
  beforeOrEquals: 'less-or-equal',
  smallerEqual: 'less-or-equal',
  lte: 'less-or-equal',
  contains: 'contains',
  notContains: 'not-contains',
  startsWith: 'starts-with',
  endsWith: 'ends-with',
  isEmpty: 'is-empty',
  empty: 'is-empty',
  isNotEmpty: 'is-not-empty',
  notEmpty: 'is-not-empty',
  exists: 'exists',
  notExists: 'not-exists',
  true: 'is-true',
  false: 'is-false',
}
const UNARY = new Set(['is-empty', 'is-not-empty', 'exists', 'not-exists', 'is-true', 'is-false'])

/** Operators as JavaScript over `a` and `b`, for where a whole condition must be one expression. */
const CODE: Record<string, (a: string, b: string) => string> = {
  equals: (a, b) => `String(${a}) === String(${b})`,
  'not-equals': (a, b) => `String(${a}) !== String(${b})`,
  greater: (a, b) => `${a} > ${b}`,
  'greater-or-equal': (a, b) => `${a} >= ${b}`,
  less: (a, b) => `${a} < ${b}`,
  'less-or-equal': (a, b) => `${a} <= ${b}`,
  contains: (a, b) => `(${a} ?? '').includes(${b})`,
  'not-contains': (a, b) => `!(${a} ?? '').includes(${b})`,
  'starts-with': (a, b) => `String(${a} ?? '').startsWith(${b})`,
  'ends-with': (a, b) => `String(${a} ?? '').endsWith(${b})`,
  'is-empty': (a) => `(${a} == null || ${a} === '' || ${a}.length === 0)`,
  'is-not-empty': (a) => `!(${a} == null || ${a} === '' || ${a}.length === 0)`,
  exists: (a) => `${a} != null`,
  'not-exists': (a) => `${a} == null`,
  'is-true': (a) => `${a} === true`,
  'is-false': (a) => `${a} === false`,
}

/** Operators of n8n that are code in any place. */
const CODE_ONLY: Record<string, (a: string, b: string) => string> = {
  regex: (a, b) => `new RegExp(${b}).test(String(${a} ?? ''))`,
  notRegex: (a, b) => `!new RegExp(${b}).test(String(${a} ?? ''))`,
  notStartsWith: (a, b) => `!String(${a} ?? '').startsWith(${b})`,
  notEndsWith: (a, b) => `!String(${a} ?? '').endsWith(${b})`,
  lengthEquals: (a, b) => `(${a} ?? []).length === Number(${b})`,
  lengthNotEquals: (a, b) => `(${a} ?? []).length !== Number(${b})`,
  lengthGt: (a, b) => `(${a} ?? []).length > Number(${b})`,
  lengthGte: (a, b) => `(${a} ?? []).length >= Number(${b})`,
  lengthLt: (a, b) => `(${a} ?? []).length < Number(${b})`,
  lengthLte: (a, b) => `(${a} ?? []).length <= Number(${b})`,
}

/** Reads `conditions` of If and Filter, both as version 1 and as version 2 write it. */
function readConditions(conditions: unknown): Comparison[] {
  const list = get(conditions, 'conditions')
  if (Array.isArray(list)) {
    return rows(list).map((row) => ({
      left: row.leftValue,
      right: row.rightValue,
      operation: String(get(row, 'operator', 'operation') ?? 'equals'),
    }))
  }
  if (typeof conditions !== 'object' || conditions === null) return []
  return Object.entries(conditions).flatMap(([kind, comparisons]) =>
    rows(comparisons).map(({ value1, value2, operation }) => ({
      left: value1,
      right: value2 ?? (kind === 'boolean' ? true : undefined),
      operation: String(operation ?? (kind === 'number' ? 'smaller' : 'equal')),
    })),
  )
}

function combineOf(parameters: MappingContext['parameters']): 'all' | 'any' {
  const combine =
    get(parameters, 'conditions', 'combinator') ?? parameters.combineOperation ?? parameters.combineConditions
  return ['any', 'or', 'OR'].includes(String(combine)) ? 'any' : 'all'
}

/** If and Filter. */
export const mapIf: Mapper = (context) => {
  const comparisons = readConditions(context.parameters.conditions)
  const conditions = comparisons.map((comparison) => toCondition(comparison, context))
  if (conditions.length === 0 || conditions.some((condition) => condition === undefined)) return undefined
  return {
    type: 'if',
    config: { conditions, combine: combineOf(context.parameters) },
    // What a filter drops leaves it nowhere, so that its second output is that of errors.
    ports: context.node.type.endsWith('.filter') ? ['true'] : ['true', 'false'],
  }
}

function toCondition({ left, right, operation }: Comparison, { translate, code }: MappingContext) {
  const operator = OPERATORS[operation]
  if (operator) {
    return { left: translate(left) ?? '', operator, ...(!UNARY.has(operator) && { right: translate(right) ?? '' }) }
  }
  const test = CODE_ONLY[operation]?.(code(left), code(right))
  return test === undefined ? undefined : { left: `{{ ${test} }}`, operator: 'is-true' }
}

/** Rules of any kind become one expression that gives the number of the first that holds. */
export const mapSwitch: Mapper = (context) => {
  const { parameters, change } = context
  if (parameters.mode === 'expression') {
    const count = Number(parameters.numberOutputs ?? parameters.outputsAmount ?? 4)
    return numbered(context, context.code(parameters.output), range(count))
  }
  const version3 = rows(get(parameters, 'rules', 'values'))
  if (version3.length > 0) {
    const tests = version3.map((rule) => codeOf(rule, context))
    if (tests.some((test) => test === undefined)) return undefined
    const labels = version3.map((rule) => (rule.renameOutput ? String(rule.outputKey ?? '') : ''))
    const fallback = get(parameters, 'options', 'fallbackOutput')
    if (typeof fallback === 'number')
      change('What no rule matched left it by an output of a rule: here it leaves by Otherwise.')
    return choose(tests as string[], labels, fallback === 'extra' ? tests.length : -1)
  }
  const version1 = rows(get(parameters, 'rules', 'rules'))
  if (version1.length === 0) return undefined
  // The first version always had four outputs, and one of them could be for the rest.
  // The second version has one output a rule, and maybe one more for the rest.
  const fallback1 = parameters.fallbackOutput === 'extra' ? version1.length : Number(parameters.fallbackOutput ?? -1)
  if (version1.every((rule) => (rule.operation ?? 'equal') === 'equal') && isInOrder(version1)) {
    return {
      type: 'switch',
      config: {
        value: context.translate(parameters.value1) ?? '',
        cases: version1.map((rule) => ({ value: context.translate(rule.value2) ?? '' })),
      },
      ports: portsFor(version1.length, fallback1),
    }
  }
  if (!isInOrder(version1)) change('Several of its rules led to one output: each has a port of its own here.')
  const tests = version1.map((rule) =>
    toCode({ left: parameters.value1, right: rule.value2, operation: String(rule.operation ?? 'equal') }, context),
  )
  return tests.some((test) => test === undefined) ? undefined : choose(tests as string[], [], fallback1)
}

function isInOrder(rules: Record<string, unknown>[]): boolean {
  return rules.every((rule, index) => Number(rule.output ?? index) === index)
}

function codeOf(rule: Record<string, unknown>, context: MappingContext): string | undefined {
  const comparisons = readConditions(rule.conditions)
  const tests = comparisons.map((comparison) => toCode(comparison, context))
  if (tests.length === 0 || tests.some((test) => test === undefined)) return undefined
  const any = get(rule, 'conditions', 'combinator') === 'or'
  return tests.map((test) => `(${test})`).join(any ? ' || ' : ' && ')
}

function toCode({ left, right, operation }: Comparison, { code }: MappingContext): string | undefined {
  const operator = OPERATORS[operation]
  return (operator ? CODE[operator] : CODE_ONLY[operation])?.(code(left), code(right))
}

function choose(tests: string[], labels: string[], fallback: number): Mapped {
  const value = tests.reduceRight((otherwise, test, index) => `${test} ? ${index + 1} : ${otherwise}`, '0')
  const cases = tests.map((_, index) => ({
    value: index + 1,
    ...(labels[index] && { label: labels[index].slice(0, 40) }),
  }))
  return { type: 'switch', config: { value: `{{ ${value} }}`, cases }, ports: portsFor(tests.length, fallback) }
}

function numbered(context: MappingContext, code: string, numbers: number[]): Mapped {
  context.change('Its output is chosen by number: each number is a case here.')
  return {
    type: 'switch',
    config: { value: `{{ ${code} }}`, cases: numbers.map((number) => ({ value: number })) },
    ports: portsFor(numbers.length, -1),
  }
}

function range(count: number): number[] {
  return Array.from({ length: Math.min(50, Math.max(1, count)) }, (_, index) => index)
}

/** Ports by index of n8n's outputs; `fallback` is the one for what no rule matched. */
function portsFor(count: number, fallback: number): string[] {
  const ports = Array.from({ length: Math.max(count, fallback + 1) }, (_, index) => `case-${index + 1}`)
  if (fallback >= 0) ports[fallback] = 'default'
  return ports
}
