// `npm test [-- part …]`. Runs in a fresh clone, so it needs nothing but Node; an old Node gets this far and is told so.
import { runWithNode } from './lib/run-with-node.mjs'

runWithNode(() => import('./lib/run-tests.mjs').then(({ runTests }) => runTests(process.argv.slice(2))))
