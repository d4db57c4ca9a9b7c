import { get, type Mapper, rows } from './mapping.ts'

export const mapManualTrigger: Mapper = () => ({ type: 'manual-trigger', config: {} })

export const mapWebhook: Mapper = ({ parameters, need, change }) => {
  const methods = [parameters.httpMethod ?? 'GET'].flat().map(String)
  const [method = 'GET'] = methods
  if (methods.length > 1)
    change(`It took ${methods.join(' and ')}; here a webhook takes one: add one for each of the others.`)
  const path = String(parameters.path ?? '').replace(/^\/+|\/+$/g, '')
  if (!/^[\w~.-]+(\/[\w~.-]+)*$/.test(path)) {
    change(
      'Its path has parts that change from call to call, or none: give it a fixed path and take the rest from the query.',
    )
  }
  const respond =
    { lastNode: 'at-end', responseNode: 'from-node' }[String(parameters.responseMode)] ?? ('at-once' as const)
  const auth = String(parameters.authentication ?? 'none')
  if (auth === 'none') return { type: 'webhook-trigger', config: { method, path, respond, auth: 'none' } }
  need('Its callers have to prove who they are: set the secret that its requests are checked by.')
  if (auth === 'basicAuth') {
    return {
      type: 'webhook-trigger',
      config: { method, path, respond, auth: 'basic', secret: 'WEBHOOK_PASSWORD', user: 'user' },
    }
  }
  change(`It was checked by ${auth}; here it asks for a bearer token.`)
  return { type: 'webhook-trigger', config: { method, path, respond, auth: 'bearer', secret: 'WEBHOOK_TOKEN' } }
}

/** Runs on an error elsewhere. */
export const mapErrorTrigger: Mapper = ({ change }) => {
  change('It starts when any other workflow fails: choose which ones, if it is not for all.')
  return { type: 'execution-trigger', config: { failed: true, workflows: 'all' } }
}

export const mapSchedule: Mapper = ({ parameters, timeZone, change }) => {
  const intervals = rows(get(parameters, 'rule', 'interval') ?? get(parameters, 'triggerTimes', 'item'))
  if (intervals.length > 1)
    change(`Of its ${intervals.length} times only the first is taken: add a Schedule for each of the others.`)
  const pattern = cronOf(intervals[0] ?? {})
  if (pattern === undefined) {
    change('Its time cannot be written as a cron schedule: it is set to every day at midnight.')
  }
  return {
    type: 'cron-trigger',
    config: { pattern: pattern ?? '0 0 * * *', timeZone: timeZone ?? 'UTC', catchUp: 'skip' },
  }
}

function cronOf(rule: Record<string, unknown>): string | undefined {
  const number = (key: string, fallback: number) => {
    const value = Number(rule[key] ?? fallback)
    return Number.isInteger(value) && value >= 0 ? value : fallback
  }
  const every = (count: number) => (count <= 1 ? '*' : `*/${count}`)
  const minute = number('triggerAtMinute', number('minute', 0))
  const hour = number('triggerAtHour', number('hour', 0))
  switch (String(rule.field ?? rule.mode ?? 'days')) {
    case 'cronExpression':
    case 'custom': {
      const expression = rule.expression ?? rule.cronExpression
      return typeof expression === 'string' && !expression.startsWith('=') ? expression.trim() : undefined
    }
    case 'seconds':
      return `${every(number('secondsInterval', 30))} * * * * *`
    case 'minutes':
    case 'everyMinute':
      return `${every(number('minutesInterval', rule.mode === 'everyMinute' ? 1 : 5))} * * * *`
    case 'hours':
    case 'everyHour':
      return `${minute} ${every(number('hoursInterval', 1))} * * *`
    case 'everyX':
      return rule.unit === 'hours' ? `0 ${every(number('value', 2))} * * *` : `${every(number('value', 2))} * * * *`
    case 'days':
    case 'everyDay':
      return number('daysInterval', 1) === 1
        ? `${minute} ${hour} * * *`
        : `${minute} ${hour} ${every(number('daysInterval', 1))} * *`
    case 'weeks':
    case 'everyWeek': {
      if (number('weeksInterval', 1) !== 1) return undefined
      const days = Array.isArray(rule.triggerAtDay) ? rule.triggerAtDay : [rule.weekday ?? 0]
      return `${minute} ${hour} * * ${days.map((day) => Number(day) % 7).join(',') || '0'}`
    }
    case 'months':
    case 'everyMonth':
      return `${minute} ${hour} ${number('triggerAtDayOfMonth', number('dayOfMonth', 1))} ${every(number('monthsInterval', 1))} *`
    default:
      return undefined
  }
}
