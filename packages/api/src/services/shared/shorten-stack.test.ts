import { expect, it } from 'vitest'
import { shortenStack } from './shorten-stack.ts'

it('names files from the product’s folder on', () => {
  const stack = [
    'NodeError: /srv/data was not found',
    '    at Object.execute (/home/ada/spane/packages/node-sdk/src/define-executor.ts:24:14)',
    '    at async file:///home/ada/spane/node_modules/pkg/index.js:3:1',
    '    at run (C:\\spane\\apps\\worker\\dist\\main.js:9:2)',
    '    at node:internal/process/task_queues:105:5',
    '    at f (/opt/nodes/own.mjs:1:1)',
  ].join('\n')
  expect(shortenStack(stack)).toBe(
    [
      'NodeError: /srv/data was not found',
      '    at Object.execute (packages/node-sdk/src/define-executor.ts:24:14)',
      '    at async node_modules/pkg/index.js:3:1',
      '    at run (apps\\worker\\dist\\main.js:9:2)',
      '    at node:internal/process/task_queues:105:5',
      '    at f (/opt/nodes/own.mjs:1:1)',
    ].join('\n'),
  )
})
