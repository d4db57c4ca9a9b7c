import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { fromRoot } from './paths.mjs'
import { Problem } from './problem.mjs'

/** A route may outgrow its budget by this share before the build fails. */
const TOLERANCE = 0.1
const KIB = 1024

/** @typedef {{ file: string, bytes: number, parts: string[] }} Script bytes as transferred, and the heavy parts inside */

/**
 * What is wrong with the scripts that a route loads before anybody asks for more.
 * @param {{ route: string, budgetKiB: number, scripts: readonly Script[] }} loaded
 * @returns {string[]} sentences; none when all is well
 */
export function judgeBundle({ route, budgetKiB, scripts }) {
  const size = sizeOf(scripts)
  const findings = scripts.flatMap(({ file, parts }) =>
    parts.map((part) => `${route} loads ${part} from its start (${file}): import() it where it is needed.`),
  )
  if (size > budgetKiB * (1 + TOLERANCE)) {
    const more = Math.round((size / budgetKiB - 1) * 100)
    findings.push(`${route} loads ${size.toFixed(0)} KiB of JavaScript, ${more} % over its budget of ${budgetKiB} KiB.`)
  }
  return findings
}

/**
 * Measures what the routes of `apps/web/bundle-budget.json` load, gzipped, against their budgets there.
 * @returns {string} the figures, to be shown beside the step
 */
export function checkBundles() {
  const { routes, loadedWhenNeeded } = JSON.parse(readFileSync(fromRoot('apps/web/bundle-budget.json'), 'utf8'))
  const measured = Object.entries(routes).map(([route, budgetKiB]) => ({
    route,
    budgetKiB,
    scripts: readScripts(route, loadedWhenNeeded),
  }))
  const findings = measured.flatMap(judgeBundle)
  if (findings.length > 0) {
    throw new Problem('The pages load too much JavaScript.', {
      todo: 'Load what is heavy when it is needed, or raise the budget in apps/web/bundle-budget.json with the reason.',
      evidence: [...findings, ...measured.flatMap(({ scripts }) => scripts.map(describeScript))].join('\n'),
    })
  }
  return measured
    .map(({ route, budgetKiB, scripts }) => `${route} ${sizeOf(scripts).toFixed(0)} of ${budgetKiB} KiB`)
    .join(', ')
}

/** The scripts in the page as Next.js sends it: its runtime, the layouts and the page. */
function readScripts(route, loadedWhenNeeded) {
  const next = fromRoot('apps/web/.next')
  const { rootMainFiles } = JSON.parse(readFileSync(join(next, 'build-manifest.json'), 'utf8'))
  const manifest = readManifest(join(next, 'server/app', `${route}/page_client-reference-manifest.js`), route)
  const entries = Object.entries(manifest.entryJSFiles).filter(([entry]) => /\/(layout|page)$/.test(entry))
  const files = new Set([...rootMainFiles, ...entries.flatMap(([, scripts]) => scripts)])
  return [...files].map((file) => {
    const source = readFileSync(join(next, file))
    const parts = Object.keys(loadedWhenNeeded).filter((part) => source.includes(loadedWhenNeeded[part]))
    return { file, bytes: gzipSync(source).length, parts }
  })
}

/** The manifest is a script that leaves itself in a global. */
function readManifest(path, route) {
  const context = createContext({})
  runInContext('globalThis.__RSC_MANIFEST = {}', context)
  runInContext(readFileSync(path, 'utf8'), context)
  return context.__RSC_MANIFEST[`${route}/page`]
}

function sizeOf(scripts) {
  return scripts.reduce((sum, { bytes }) => sum + bytes, 0) / KIB
}

function describeScript({ file, bytes }) {
  return `${(bytes / KIB).toFixed(1).padStart(7)} KiB  ${file}`
}
