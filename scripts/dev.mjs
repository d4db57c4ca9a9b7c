// `npm run dev`. Runs in a fresh clone, so it needs nothing but Node; an old Node gets this far and is told so.
import { runWithNode } from './lib/run-with-node.mjs'

runWithNode(() => import('./lib/develop-product.mjs').then(({ developProduct }) => developProduct()))
