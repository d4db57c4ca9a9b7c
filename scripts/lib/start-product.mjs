import { buildProduct } from './build-product.mjs'
import { checkDatabaseAddress } from './check-database-address.mjs'
import { checkPort } from './check-port.mjs'
import { openDatabase } from './database.mjs'
import { installPackages } from './install-packages.mjs'
import { launchProcesses } from './launch-processes.mjs'
import { programs } from './programs.mjs'
import { formatDuration, say, step } from './progress.mjs'
import { runUntilStopped } from './run-until-stopped.mjs'
import { readSettings, toLocalUrl } from './settings.mjs'

/** `npm start`: from a fresh clone, or a built one, to a product that answers; stays until it is stopped. */
export function startProduct() {
  return runUntilStopped(async (launcher) => {
    const start = performance.now()
    const settings = readSettings(process.env, process.cwd())
    const { host, dataDir, databaseUrl } = settings
    // What can be known to fail is looked at before minutes are spent on a build.
    const port = await checkPort(host, settings.port)
    if (databaseUrl !== undefined) await checkDatabaseAddress(databaseUrl)

    await installPackages()
    await buildProduct()
    const database = await openDatabase(settings, { onLost: launcher.fail })
    launcher.onStop(() => database.stop())

    const url = toLocalUrl(host, port)
    const env = {
      NODE_ENV: 'production',
      HOST: host,
      PORT: String(port),
      DATABASE_URL: database.connectionString,
      SPANE_DATA_DIR: dataDir,
      // In links that leave the house; who reaches the product by another address says so.
      SPANE_PUBLIC_URL: process.env.SPANE_PUBLIC_URL || url,
    }
    await step('Starting web and worker', async () => {
      await launchProcesses({ programs, env, dataDir, url, launcher })
    })
    say(`\n  SPANE is ready (${formatDuration(performance.now() - start)}):  ${url}\n  Ctrl-C stops it.\n`)
    return 'stay'
  })
}
