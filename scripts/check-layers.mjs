// Checks the plan of the house: which room imports which, what is safe in a browser, and that no imports go in a circle.
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findViolations } from './layers/find-violations.mjs'
import * as plan from './layers/rooms.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const IGNORED = new Set(['node_modules', 'dist', '.next', 'generated'])

function* walk(directory) {
  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name)
    if (entry.isDirectory()) {
      if (!IGNORED.has(entry.name)) yield* walk(path)
    } else if (/(?<!\.d)\.tsx?$/.test(entry.name)) yield path
  }
}

const sources = new Map()
for (const area of ['packages', 'apps']) {
  for (const path of walk(join(root, area))) {
    const file = relative(root, path).split(sep).join('/')
    if (file.split('/')[2] === 'src') sources.set(file, readFileSync(path, 'utf8'))
  }
}

const violations = findViolations(sources, plan)
for (const { file, line, imported, reason } of violations) {
  console.error(`${file}:${line} imports ${imported}\n  ${reason}\n`)
}
console.log(`${sources.size} files checked, ${violations.length} imports against the plan of the house.`)
process.exitCode = violations.length === 0 ? 0 : 1
