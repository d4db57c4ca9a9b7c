import { join } from 'node:path'
import { buildProduct, compile, generateClient } from './build-product.mjs'
import { checkBundles } from './bundle-budget.mjs'
import { findProgram } from './find-program.mjs'
import { fromRoot, root } from './paths.mjs'
import { step } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { seeToChromium, seeToRedis } from './test-tools.mjs'

/** Where the runners leave their counts. */
export const resultsDirectory = fromRoot('test-results')

/**
 * @typedef {object} TestPart
 * @property {string} name as given on the command line
 * @property {string} title
 * @property {() => Promise<unknown>} run
 * @property {string} [results] file in which the part's runner counts its tests
 */

const runNode = (program, args, failure, env) =>
  runCommand(process.execPath, [program, ...args], { cwd: root, show: true, failure, env })

const tsc = (project) =>
  runNode(findProgram('typescript', 'tsc'), ['-p', project, '--noEmit'], `The types of ${project} are wrong.`)

const vitest = (project, results) =>
  runNode(
    findProgram('vitest', 'vitest'),
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${results}`],
    `Some ${project} tests failed.`,
  )

const unitResults = join(resultsDirectory, 'unit.json')
const integrationResults = join(resultsDirectory, 'integration.json')
const chaosResults = join(resultsDirectory, 'chaos.json')
const runtimesResults = join(resultsDirectory, 'runtimes.json')
const e2eResults = join(resultsDirectory, 'e2e.json')

/** The parts of `npm test`, in their order: what fails fast comes first. @type {TestPart[]} */
export const testParts = [
  {
    name: 'lint',
    title: 'Lint and format',
    run: () =>
      runNode(
        findProgram('@biomejs/biome', 'biome'),
        ['check', '--error-on-warnings', '.'],
        'The sources are not as biome.json wants them. Run "npx biome check --write ." to correct what can be.',
      ),
  },
  {
    name: 'layers',
    title: 'Layers and circles',
    run: () => runNode(fromRoot('scripts/check-layers.mjs'), [], 'Imports go against the plan of the house.'),
  },
  {
    name: 'types',
    title: 'Types',
    run: async () => {
      await generateClient()
      await compile()
      await tsc('tsconfig.tests.json')
      await tsc('apps/web/tsconfig.json')
    },
  },
  { name: 'unit', title: 'Unit tests', results: unitResults, run: () => vitest('unit', unitResults) },
  {
    name: 'integration',
    title: 'Integration tests (PostgreSQL and Redis)',
    results: integrationResults,
    run: async () => {
      process.env.SPANE_REDIS_SERVER = await seeToRedis()
      // The launcher's tests start built programs.
      await generateClient()
      await compile()
      await vitest('integration', integrationResults)
    },
  },
  {
    name: 'runtimes',
    title: 'The engine on Node 24 and Bun',
    results: runtimesResults,
    run: async () => {
      process.env.SPANE_REDIS_SERVER = await seeToRedis()
      await generateClient()
      await compile()
      await runNode(
        fromRoot('scripts/engine-on-runtimes.mjs'),
        [runtimesResults],
        'The engine does not do the same on every runtime.',
      )
    },
  },
  {
    name: 'build',
    title: 'Build, and what its pages load',
    run: async () => {
      await buildProduct()
      await step('JavaScript of the pages', checkBundles)
    },
  },
  {
    name: 'chaos',
    title: 'Faults, in short, and engines that are broken on purpose',
    results: chaosResults,
    run: async () => {
      process.env.SPANE_REDIS_SERVER = await seeToRedis()
      // What is killed are built programs, and the whole product.
      await buildProduct()
      await vitest('chaos', chaosResults)
    },
  },
  {
    name: 'e2e',
    title: 'End-to-end tests (Chromium)',
    results: e2eResults,
    run: async () => {
      process.env.SPANE_REDIS_SERVER = await seeToRedis()
      process.env.SPANE_CHROMIUM = await seeToChromium()
      await runNode(
        findProgram('@playwright/test', 'playwright'),
        ['test', '--reporter=list,json'],
        'Some end-to-end tests failed.',
        { PLAYWRIGHT_JSON_OUTPUT_NAME: e2eResults },
      )
    },
  },
]
