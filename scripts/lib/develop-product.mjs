import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { compile, generateClient } from './build-product.mjs'
import { checkDatabaseAddress } from './check-database-address.mjs'
import { checkPort } from './check-port.mjs'
import { openDatabase } from './database.mjs'
import { findProgram } from './find-program.mjs'
import { installPackages } from './install-packages.mjs'
import { launchProcesses } from './launch-processes.mjs'
import { fromRoot, root } from './paths.mjs'
import { ownGroup, signalGroup } from './process-group.mjs'
import { programs } from './programs.mjs'
import { say, step } from './progress.mjs'
import { restartOnChange } from './restart-on-change.mjs'
import { runUntilStopped } from './run-until-stopped.mjs'
import { readSettings, toLocalUrl } from './settings.mjs'

const SERVER_PACKAGES = ['workflow', 'node-sdk', 'realtime', 'sandbox', 'engine', 'nodes', 'db', 'api']

/** `npm run dev`: the product from the sources, kept up to date while they change. */
export function developProduct() {
  return runUntilStopped(async (launcher) => {
    const settings = readSettings(process.env, process.cwd())
    const { host, dataDir, databaseUrl } = settings
    const port = await checkPort(host, settings.port)
    if (databaseUrl !== undefined) await checkDatabaseAddress(databaseUrl)

    await installPackages()
    await step('Compiling', async () => {
      await generateClient()
      await compile()
    })
    launcher.onStop(keepCompiling())
    const database = await openDatabase(settings, { onLost: launcher.fail })
    launcher.onStop(() => database.stop())

    const url = toLocalUrl(host, port)
    const env = {
      NODE_ENV: 'development',
      NEXT_TELEMETRY_DISABLED: '1',
      HOST: host,
      PORT: String(port),
      DATABASE_URL: database.connectionString,
      SPANE_DATA_DIR: dataDir,
      // In links that leave the house; who reaches the product by another address says so.
      SPANE_PUBLIC_URL: process.env.SPANE_PUBLIC_URL || url,
    }
    const [worker, web] = await step('Starting web and worker', async () => {
      return await launchProcesses({ programs, env, dataDir, url, launcher })
    })
    const shared = SERVER_PACKAGES.map((name) => fromRoot('packages', name, 'dist'))
    const sayRestart = (names) => say(`  ${names}  restarted with the new sources`)
    launcher.onStop(restartOnChange(shared, [worker, web], sayRestart))
    launcher.onStop(restartOnChange([fromRoot('apps/worker/dist')], [worker], sayRestart))
    launcher.onStop(restartOnChange([fromRoot('apps/web/dist')], [web], sayRestart))
    say(`\n  SPANE is ready for development:  ${url}\n  Ctrl-C stops it.\n`)
    return 'stay'
  })
}

function keepCompiling() {
  const compiler = findProgram('typescript', 'tsc')
  const child = spawn(process.execPath, [compiler, '-b', '--watch', '--preserveWatchOutput', '--pretty', 'false'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...ownGroup,
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (/error TS|Found [1-9]/.test(line)) say(`  types  ${line}`)
  })
  // The native compiler outlives a SIGTERM while it builds, and has nothing to put in order.
  return () => signalGroup(child, 'SIGKILL')
}
