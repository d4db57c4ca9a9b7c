import { expect, it } from 'vitest'
import { planMigrations } from './plan-migrations.ts'

const local = ['1_a', '2_b', '3_c'].map((name) => ({ name, sql: '', checksum: `sum of ${name}` }))
const record = (name: string, change = {}) => ({
  name,
  checksum: `sum of ${name}`,
  finished: true,
  rolledBack: false,
  ...change,
})

it('lists what the database lacks, in order', () => {
  expect(planMigrations(local, [])).toEqual(['1_a', '2_b', '3_c'])
  expect(planMigrations(local, [record('1_a')])).toEqual(['2_b', '3_c'])
  expect(planMigrations(local, [record('1_a'), record('2_b'), record('3_c')])).toEqual([])
})

it('applies again what was rolled back', () => {
  expect(planMigrations(local, [record('1_a', { finished: false, rolledBack: true })])).toContain('1_a')
})

it.each([
  ['DATABASE_NEWER', [record('4_d')], '4_d'],
  ['MIGRATION_FAILED', [record('1_a', { finished: false })], '1_a'],
  ['MIGRATION_CHANGED', [record('1_a', { checksum: 'other' })], '1_a'],
])('refuses with %s and names the migration', (code, recorded, name) => {
  expect(() => planMigrations(local, recorded)).toThrowError(
    expect.objectContaining({ code, message: expect.stringContaining(name) }),
  )
})
