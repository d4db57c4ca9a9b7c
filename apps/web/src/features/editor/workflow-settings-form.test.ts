import { expect, it } from 'vitest'
import { fromForm, toForm } from './workflow-settings-form.ts'

it('comes back as it went in, and as nothing when nothing is set', () => {
  const settings = {
    maxConcurrency: 4,
    concurrency: { key: '{{ input.customer }}', limit: 2, whenBusy: 'skip' as const },
    priority: 3,
    timeout: 1_500,
  }
  expect(fromForm(toForm(settings))).toEqual({ settings })
  expect(fromForm(toForm(undefined))).toEqual({ settings: null })
})

it('names each field that is wrong', () => {
  const form = { ...toForm(undefined), maxConcurrency: '0', limited: true, limit: 'x', timeoutSeconds: '-1' }
  const result = fromForm(form)
  expect('errors' in result && Object.keys(result.errors).sort()).toEqual(['limit', 'maxConcurrency', 'timeoutSeconds'])
})

it('leaves out what belongs to a limit that is switched off', () => {
  expect(fromForm({ ...toForm(undefined), limit: 'x', key: '{{ input.a }}' })).toEqual({ settings: null })
})
