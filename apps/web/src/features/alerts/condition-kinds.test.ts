import { alertConditionSchema } from '@spane/alerts/alert-rule'
import { expect, it } from 'vitest'
import { CONDITION_DEFAULTS, CONDITION_LABELS, describeCondition } from './condition-kinds.ts'

it('begins every kind with a condition that is valid and says what it means', () => {
  expect(Object.keys(CONDITION_DEFAULTS)).toEqual(Object.keys(CONDITION_LABELS))
  for (const condition of Object.values(CONDITION_DEFAULTS)) {
    expect(alertConditionSchema.safeParse(condition).success).toBe(true)
    expect(describeCondition(condition, () => undefined)).toMatch(/^When .+\.$/)
  }
})

it('names the workflow', () => {
  const condition = { ...CONDITION_DEFAULTS['dead-letters-open'], workflowId: 'orders' }
  expect(describeCondition(condition, () => 'Orders')).toBe('When more than 10 dead letters of “Orders” are open.')
  expect(describeCondition(condition, () => undefined)).toContain('“orders”')
})
