import { builtinModules } from 'node:module'
import { posix } from 'node:path'
import { findCircles } from './find-circles.mjs'
import { readImports } from './read-imports.mjs'

const TEST_FILE = /(\.test\.tsx?|\.fixture\.tsx?)$|\/testing\//
const BUILTINS = new Set(builtinModules)

/** @typedef {{ file: string, line: number, imported: string, reason: string }} Violation */

/**
 * Checks sources against the plan of the house.
 * @param {Map<string, string>} sources content by path from the root, with `/`
 * @param {{ rooms: Record<string, import('./rooms.mjs').Room>, innerRules: object[], browserEntries: RegExp[] }} plan
 * @returns {Violation[]}
 */
export function findViolations(sources, plan) {
  const files = [...sources].map(([file, source]) => ({
    file,
    room: Object.keys(plan.rooms).find((room) => file.startsWith(`${room}/`)),
    isTest: TEST_FILE.test(file),
    imports: readImports(source).map((found) => ({ ...found, target: resolveImport(file, found.specifier, sources) })),
  }))
  return [
    ...files.flatMap((file) => checkRoom(file, plan.rooms)),
    ...files.flatMap((file) => checkInnerRules(file, plan.innerRules)),
    ...checkBrowserEntries(files, plan.browserEntries),
    ...checkCircles(files),
  ]
}

/** The path from the root that a relative import leads to; undefined for packages and files that are not sources. */
function resolveImport(file, specifier, sources) {
  if (!specifier.startsWith('.')) return undefined
  const path = posix.join(posix.dirname(file), specifier)
  const candidates = [path, path.replace(/\.js$/, '.ts'), path.replace(/\.jsx?$/, '.tsx'), `${path}.ts`, `${path}.tsx`]
  return candidates.find((candidate) => sources.has(candidate)) ?? path
}

function isNodeOnly(specifier) {
  return specifier.startsWith('node:') || BUILTINS.has(specifier) || BUILTINS.has(specifier.split('/')[0])
}

function checkRoom({ file, room, isTest, imports }, rooms) {
  if (room === undefined)
    return [{ file, line: 1, imported: '', reason: 'this folder has no place in the plan of the house' }]
  const { imports: allowed, browser } = rooms[room]
  const own = posix.basename(room)
  const found = []
  for (const { specifier, target, line } of imports) {
    const report = (reason) => found.push({ file, line, imported: specifier, reason })
    if (target !== undefined && !target.startsWith(`${room}/`)) {
      report('a path must not leave its room: import another room by its package name')
    }
    const other = /^@spane\/([^/]+)(\/.*)?$/.exec(specifier)
    if (other !== null && other[1] === own) report('a room imports its own files by path')
    else if (other !== null && !allowed.includes(other[1]) && !(isTest && other[2] === '/testing')) {
      report(`${own} may import ${allowed.length === 0 ? 'no other room' : `only ${allowed.join(', ')}`}`)
    }
    if (browser && !isTest && isNodeOnly(specifier)) report(`${own} is safe in a browser: nothing of Node's`)
  }
  return found
}

function checkInnerRules({ file, isTest, imports }, innerRules) {
  if (isTest) return []
  const found = []
  for (const rule of innerRules) {
    const match = rule.files.exec(file)
    if (match === null) continue
    const except = rule.except && new RegExp(rule.except.replace(/\$(\d)/g, (_, group) => match[Number(group)]))
    for (const { specifier, target, line } of imports) {
      const imported = target ?? specifier
      if (rule.forbid.test(imported) && !except?.test(imported)) {
        found.push({ file, line, imported: specifier, reason: rule.reason })
      }
    }
  }
  return found
}

function checkBrowserEntries(files, entries) {
  const byName = new Map(files.map((file) => [file.file, file]))
  const found = []
  for (const entry of files.filter(({ file }) => entries.some((pattern) => pattern.test(file)))) {
    const reached = new Set([entry.file])
    for (const name of reached) {
      for (const { specifier, target, typeOnly, line } of byName.get(name)?.imports ?? []) {
        if (typeOnly) continue
        if (target !== undefined) reached.add(target)
        else if (isNodeOnly(specifier)) {
          const reason = `${entry.file} is loaded by the browser, with all that it imports: nothing of Node's`
          found.push({ file: name, line, imported: specifier, reason })
        }
      }
    }
  }
  return found
}

function checkCircles(files) {
  const graph = new Map(
    files.map(({ file, imports }) => [
      file,
      imports.map(({ target }) => target).filter((target) => target !== undefined),
    ]),
  )
  return findCircles(graph).map((circle) => ({
    file: circle[0],
    line: 1,
    imported: circle[1],
    reason: `imports go in a circle: ${circle.join(' → ')}`,
  }))
}
