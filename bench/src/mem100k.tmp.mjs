import { engineNodes } from './engine-runs.mjs'
import { startServers } from './servers.mjs'
import { chainWorkflow } from './workflows.mjs'
// Memory of one worker over 100,000 executions, in ten rounds by the same worker would need it to live on: here each count is a worker of its own.
const servers = await startServers()
try {
  for (const n of [100000]) { const t = performance.now(); const o = await engineNodes({ ...servers, workflow: chainWorkflow(10), executions: n, concurrency: 50 }); console.log(n, 'executions', o.nodesPerSecond.toFixed(0), 'nodes/s', o.workerMegabytes.map((m) => m.toFixed(0)).join(), 'MB', ((performance.now() - t) / 1000).toFixed(0), 's') }
} finally { await servers.stop() }
