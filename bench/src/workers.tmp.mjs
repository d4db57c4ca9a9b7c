import { cpuMs } from './cpu-time.mjs'
import { engineNodes } from './engine-runs.mjs'
import { startServers } from './servers.mjs'
import { chainWorkflow } from './workflows.mjs'
import pg from 'pg'
const servers = await startServers()
const n = Number(process.argv[2] ?? 2000)
const c = new pg.Client({ connectionString: servers.databaseUrl }); await c.connect()
const commits = async () => (await c.query("select xact_commit::int c, xact_rollback::int r from pg_stat_database where datname = current_database()")).rows[0]
try {
  for (let r = 0; r < Number(process.argv[4] ?? 1); r++) for (const workers of (process.argv[3] ?? '1,2,4').split(',').map(Number)) {
    const pg0 = cpuMs(servers.postgresPid), rd0 = cpuMs(servers.redisPid), x0 = await commits()
    const out = await engineNodes({ ...servers, workflow: chainWorkflow(10), executions: n, concurrency: Number(process.env.SLOTS ?? 50), workers })
    const per = (ms) => (ms * 1000 / n / 10).toFixed(0)
    await new Promise(r => setTimeout(r, 1200)); const x1 = await commits()
    console.log(workers, 'workers', out.nodesPerSecond.toFixed(0), 'nodes/s worker', per(out.workerCpuMs), 'pg', per(cpuMs(servers.postgresPid) - pg0), 'redis', per(cpuMs(servers.redisPid) - rd0), 'commits', x1.c - x0.c, 'rollbacks', x1.r - x0.r)
  }
} finally { await c.end(); await servers.stop() }
