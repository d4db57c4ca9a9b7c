import { bareHops, chainWorkflow, engineNodes } from './chain.mjs'
import { startServers } from './servers.mjs'

const servers = await startServers()
const executions = Number(process.argv[2] ?? 500)
for (let round = 0; round < 2; round++) {
  const bare = await bareHops({ ...servers, executions, length: 10, concurrency: 50 })
  const ours = await engineNodes({ ...servers, workflow: chainWorkflow(10), executions, concurrency: 50 })
  console.log(
    'bare',
    bare.toFixed(0),
    'ours',
    ours.nodesPerSecond.toFixed(0),
    'ratio',
    (ours.nodesPerSecond / bare).toFixed(3),
    'enqueue ms',
    ours.enqueueMs.toFixed(0),
  )
}
await servers.stop()
