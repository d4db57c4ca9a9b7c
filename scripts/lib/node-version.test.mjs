import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { describeOldNode } from './node-version.mjs'

it.each(['20.19.0', '20.20.2', '22.0.0', '24.1.0'])('accepts Node %s', (version) => {
  expect(describeOldNode(version)).toBeUndefined()
})

it.each(['12.22.12', '18.20.4', '20.18.3'])('tells Node %s that it is too old, and what to do', (version) => {
  expect(describeOldNode(version)).toMatch(
    new RegExp(`This is Node ${version}, .* Node 20.19 or newer.\\n.*nodejs.org`),
  )
})

it.each(['../start.mjs', '../test.mjs', 'run-with-node.mjs', 'node-version.mjs'])(
  'keeps %s readable for an old Node',
  (file) => {
    const source = readFileSync(new URL(file, import.meta.url), 'utf8')
    expect(source).not.toMatch(/\?\.|\?\?|from 'node:|^await /m)
    const imported = [...source.matchAll(/^import .* from '(.*)'/gm)].map((match) => match[1])
    expect(imported.filter((name) => !/(run-with-node|node-version)\.mjs$/.test(name))).toEqual([])
  },
)
