import { expect, it } from 'vitest'
import { loadsAsCode } from './loads-as-code.ts'

const ask = (site: string, destination: string) =>
  loadsAsCode({ headers: new Headers({ 'sec-fetch-site': site, 'sec-fetch-dest': destination }) })

it.each(['script', 'style', 'worker', 'sharedworker', 'serviceworker'])(
  'is what a page of ours does with a %s, and no other page',
  (destination) => {
    expect(ask('same-origin', destination)).toBe(true)
    expect(ask('cross-site', destination)).toBe(false)
  },
)

it('is not what fetch, a navigation or a program does', () => {
  expect(ask('same-origin', 'empty')).toBe(false)
  expect(ask('same-origin', 'document')).toBe(false)
  expect(loadsAsCode({ headers: new Headers() })).toBe(false)
})
