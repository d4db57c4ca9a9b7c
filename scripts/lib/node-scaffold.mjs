/** What a new folder with a node holds. @param {{ type: string, name: string }} node @returns {Record<string, string>} */
export function nodeScaffold({ type, name }) {
  const variable = type.replace(/-+(\w)/g, (_, letter) => letter.toUpperCase())
  return {
    'package.json': `${JSON.stringify(
      {
        name: `spane-node-${type}`,
        version: '0.1.0',
        description: `The node "${name}" for SPANE`,
        type: 'module',
        exports: './index.js',
        files: ['index.js', 'src'],
        scripts: { test: 'node --test' },
        peerDependencies: { '@spane/node-sdk': '*', zod: '^4.0.0' },
      },
      null,
      2,
    )}\n`,
    'index.js': `import { ${variable}Description } from './src/description.js'
import { ${variable}Executor } from './src/executor.js'

/** What SPANE_NODES loads. */
export const nodes = [{ description: ${variable}Description, executor: ${variable}Executor }]
`,
    'src/description.js': `import { defineNode } from '@spane/node-sdk'
import { z } from 'zod'

/** What the node is: it is loaded by servers and shown by the canvas, so it imports nothing that runs it. */
export const ${variable}Description = defineNode({
  type: '${type}',
  name: ${JSON.stringify(name)},
  summary: 'Says a text, louder if need be.',
  icon: 'megaphone',
  group: 'action',
  inputs: [{ id: 'main' }],
  outputs: [{ id: 'main' }],
  config: z.object({
    text: z.string().min(1, 'Give a text.').meta({ label: 'Text', placeholder: '{{ input.name }}' }),
    loud: z.boolean().meta({ label: 'Loud' }).default(false),
  }),
  defaults: { text: 'hello' },
})
`,
    'src/executor.js': `import { defineExecutor } from '@spane/node-sdk'
import { ${variable}Description } from './description.js'

/** What the node does. Its config is checked and has its expressions evaluated. Throw to fail. */
export const ${variable}Executor = defineExecutor(${variable}Description, ({ nodeConfig, log }) => {
  const said = nodeConfig.loud ? nodeConfig.text.toUpperCase() : nodeConfig.text
  log('info', \`Said \${said.length} characters\`)
  return { success: true, data: { said } }
})
`,
    [`test/${type}.test.js`]: `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { runWorkflow } from '@spane/testing'
import { nodes } from '../index.js'

const workflow = (config) => ({ id: 'test', name: 'Test', nodes: [{ id: 'it', type: '${type}', config }] })
const run = (config, input = {}) => runWorkflow(workflow(config), { customNodes: nodes, input })

test('says the text that an expression makes', async () => {
  const { status, outputs } = await run({ text: 'hello {{ input.name }}', loud: true }, { name: 'Ada' })
  assert.equal(status, 'completed')
  assert.deepEqual(outputs.it, { said: 'HELLO ADA' })
})

test('leaves a dead letter when the text comes out empty', async () => {
  const { status, deadLetters } = await run({ text: '{{ input.name }}' }, { name: '' })
  assert.equal(status, 'failed')
  assert.equal(deadLetters[0].errorCode, 'BAD_CONFIG')
})

test('is refused without a text', async () => {
  await assert.rejects(run({}))
})
`,
    'README.md': `# spane-node-${type}

${name}, a node for SPANE.

    npm test                                    # its tests
    SPANE_NODES=<path of this folder> npm start # in the folder of SPANE

Its packages (\`@spane/node-sdk\`, \`@spane/testing\`, \`zod\`) are links to a checkout of SPANE. After a fresh clone of this
folder, make them again from that checkout: \`node scripts/create-node.mjs --link <path of this folder>\`.
`,
    '.gitignore': 'node_modules/\n',
  }
}
