import { defineConfig, devices } from '@playwright/test'
import { chromiumFlags, findChromium } from './scripts/lib/find-chromium.mjs'

const executablePath = findChromium()

/** Journeys that no queue has to do with go to the second product, so that both are busy for as long as each other. */
const BESIDE =
  /[\s/](adding-and-wiring|alerts|attach|compare|editing|import-export|keyboard-only|mapping|presence|reload|rerun|shared-editing|stale-tab|timeline|versions)\.spec/

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/e2e',
  globalSetup: './scripts/e2e-servers.mjs',
  // One product serves all specs of a project: they go one after the other, beside those of the other project.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: process.env.CI === 'true',
  // A browser on a busy machine may miss a moment once; the list calls such a test flaky, and twice is a failure.
  retries: process.env.CI === 'true' ? 1 : 0,
  reporter: 'list',
  use: {
    ...devices['Desktop Chrome'],
    viewport: { width: 1280, height: 800 },
    // Recording one costs a third of the time of a journey: where a failure is tried again, only that is recorded.
    trace: process.env.CI === 'true' ? 'on-first-retry' : 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { args: chromiumFlags, ...(executablePath === undefined ? {} : { executablePath }) },
  },
  // The addresses are known once the global set-up has run, which is before a worker reads this file.
  projects: [
    { name: 'embedded', workers: 1, testIgnore: BESIDE, use: { baseURL: process.env.SPANE_E2E_EMBEDDED_URL ?? '' } },
    // The same journeys on the other queue backend: those that are tagged so. A title begins with project and file.
    { name: 'redis', workers: 1, grep: [/@redis/, BESIDE], use: { baseURL: process.env.SPANE_E2E_REDIS_URL ?? '' } },
  ],
})
