import { findChromium } from './find-chromium.mjs'
import { findInPath, findProgram } from './find-program.mjs'
import { root } from './paths.mjs'
import { Problem } from './problem.mjs'
import { step } from './progress.mjs'
import { runCommand } from './run-command.mjs'

/** Finds a Redis server, or installs one where that is possible without asking. @returns {Promise<string>} */
export async function seeToRedis() {
  const find = () => findInPath([process.env.SPANE_REDIS_SERVER || 'redis-server'])
  const found = find()
  if (found !== undefined) return found
  if (canInstall() && !process.env.SPANE_REDIS_SERVER)
    await step('Installing Redis', () => installFromDebian(['redis-server']).catch(() => 'failed'))
  return (
    find() ??
    fail('The integration tests need a Redis server, and none was found.', [
      'Install it (Debian: apt-get install redis-server; macOS: brew install redis), or set SPANE_REDIS_SERVER to the path of',
      'redis-server.',
    ])
  )
}

/** Finds a Chromium, or installs one where that is possible without asking. @returns {Promise<string>} */
export async function seeToChromium() {
  let found = findChromium()
  if (found === undefined && canInstall() && !process.env.SPANE_CHROMIUM) {
    await step('Installing Chromium', () => installFromDebian(['chromium', 'fonts-liberation']).catch(() => 'failed'))
    found = findChromium()
  }
  if (found === undefined && !process.env.SPANE_CHROMIUM) {
    await step('Downloading Chromium', () =>
      runCommand(process.execPath, [findProgram('@playwright/test', 'playwright'), 'install', 'chromium'], {
        cwd: root,
        failure: 'Chromium could not be downloaded.',
      }).then(
        () => undefined,
        () => 'failed',
      ),
    )
    found = findChromium()
  }
  return (
    found ??
    fail('The end-to-end tests need Chromium, and none was found.', [
      'Install it (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), or set SPANE_CHROMIUM to its',
      'path.',
    ])
  )
}

function fail(sentence, todo) {
  throw new Problem(sentence, { todo: todo.join('\n  ') })
}

function canInstall() {
  return process.getuid?.() === 0 && findInPath(['apt-get']) !== undefined
}

async function installFromDebian(packages) {
  // RUNLEVEL=1: the package's own service is not started, the tests start theirs.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  const failure = `${packages.join(' and ')} could not be installed.`
  await runCommand('apt-get', ['update'], { env, failure })
  await runCommand('apt-get', ['install', '--yes', '--no-install-recommends', ...packages], { env, failure })
}
