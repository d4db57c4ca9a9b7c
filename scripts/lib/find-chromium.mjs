import { createRequire } from 'node:module'
import { findInPath, isProgram } from './find-program.mjs'
import { fromRoot } from './paths.mjs'

const SYSTEM_BROWSERS = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * A Chromium for the end-to-end tests: the one that SPANE_CHROMIUM names, Playwright's own if it is downloaded, or the
 * system's.
 * @returns {string | undefined}
 */
export function findChromium() {
  const named = process.env.SPANE_CHROMIUM
  if (named) return isProgram(named) ? named : undefined
  const own = findPlaywrightsOwn()
  return own !== undefined && isProgram(own) ? own : findInPath(SYSTEM_BROWSERS)
}

/** Command line flags without which it doesn't start as root, or looks for things on the network. */
export const chromiumFlags = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

function findPlaywrightsOwn() {
  try {
    return createRequire(fromRoot('package.json'))('@playwright/test').chromium.executablePath()
  } catch {
    return undefined
  }
}
