import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { loadThirdPartyNodes } from './load-third-party-nodes.ts'

const folder = mkdtempSync(join(tmpdir(), 'spane-nodes-'))
afterAll(() => rmSync(folder, { recursive: true }))

// The nodes under test stand outside of the checkout and bring a zod of their own.
const zod = pathToFileURL(createRequire(import.meta.url).resolve('zod')).href
const nodeSource = (type: string, more = '') => `
  import { z } from ${JSON.stringify(zod)}
  export const nodes = [{
    description: {
      type: ${JSON.stringify(type)}, name: 'Shout', summary: 'Shouts.', icon: 'megaphone', group: 'action',
      inputs: [{ id: 'main' }], outputs: [{ id: 'main' }],
      config: z.object({ text: z.string().min(1) }), defaults: { text: 'hi' }, ${more}
    },
    executor: { execute: ({ nodeConfig }) => ({ success: true, data: nodeConfig.text.toUpperCase() }) },
  }]`
function write(path: string, content: string): void {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}
const load = (...specifiers: string[]) => loadThirdPartyNodes(specifiers, folder)

describe('loadThirdPartyNodes', () => {
  it('loads files, folders and packages', async () => {
    write('one.mjs', nodeSource('one'))
    write('two/package.json', '{ "type": "module", "main": "./nodes.js" }')
    write('two/nodes.js', nodeSource('two'))
    write('node_modules/three/package.json', '{ "type": "module", "exports": "./index.js" }')
    write('node_modules/three/index.js', nodeSource('three'))
    const nodes = await load('./one.mjs', './two', 'three')
    expect(nodes.map(({ description }) => description.type)).toEqual(['one', 'two', 'three'])
    expect(await nodes[1]?.executor.execute({ nodeConfig: { text: 'a' } } as never)).toEqual({
      success: true,
      data: 'A',
    })
    expect(await load()).toEqual([])
  })

  it.each([
    ['absent', './absent', undefined, /^There is nothing at \.\/absent/],
    ['a package that is not installed', 'spane-node-nowhere', undefined, /^spane-node-nowhere cannot be loaded/],
    ['no list', './none.mjs', 'export default 1', /^\.\/none\.mjs exports no list "nodes"/],
    ['a broken module', './broken.mjs', 'export const nodes = [', /^\.\/broken\.mjs cannot be loaded/],
    [
      'no executor',
      './half.mjs',
      'export const nodes = [{ description: {} }]',
      /^Node 1 of \.\/half\.mjs is not usable/,
    ],
    ['a built-in type', './http.mjs', nodeSource('http'), /^The node type http of \.\/http\.mjs is there already/],
    ['a bad type', './type.mjs', nodeSource('Not Kebab'), /description\.type: must be kebab-case/],
    ['no defaults', './bad.mjs', nodeSource('bad', 'defaults: 1,'), /description\.defaults/],
  ])('says what is wrong with %s', async (_, specifier, content, message) => {
    if (content !== undefined) write(specifier, content)
    await expect(load(specifier)).rejects.toThrow(message)
  })
})
