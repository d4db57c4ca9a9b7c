import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fromRoot, root } from './paths.mjs'
import { step } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { clearStamp, hashFiles, isStamped, writeStamp } from './stamps.mjs'

/** Installs the packages exactly as the lock file says, with the pinned pnpm; nothing to do when that is done. */
export async function installPackages() {
  const inputs = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', ...listManifests()]
  const hash = hashFiles(inputs)
  if (isStamped('install', hash)) return
  await step('Installing packages', async () => {
    clearStamp('install')
    const { program, args, shell } = findNpx()
    await runCommand(program, [...args, '--yes', `pnpm@${readPnpmVersion()}`, 'install', '--frozen-lockfile'], {
      cwd: root,
      shell,
      // Without a terminal pnpm must not stop to ask.
      env: { CI: 'true' },
      failure: 'The packages could not be installed.',
      todo: 'Check the network (or the proxy and registry that npm is set to) and run the command again.',
    })
    writeStamp('install', hash)
  })
}

function readPnpmVersion() {
  return JSON.parse(readFileSync(fromRoot('package.json'), 'utf8')).devEngines.packageManager.version
}

function listManifests() {
  return ['apps', 'packages'].flatMap((area) =>
    readdirSync(fromRoot(area)).map((name) => `${area}/${name}/package.json`),
  )
}

// `npm start` names its own program in the environment; npx stands beside it. This needs neither PATH nor a shell.
function findNpx() {
  const npm = process.env.npm_execpath
  const beside = npm === undefined ? undefined : join(dirname(npm), 'npx-cli.js')
  if (beside !== undefined && existsSync(beside)) return { program: process.execPath, args: [beside], shell: false }
  return { program: 'npx', args: [], shell: process.platform === 'win32' }
}
