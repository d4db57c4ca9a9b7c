import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root, stampDirectory } from './paths.mjs'

const IGNORED = new Set(['node_modules', 'dist', '.next', 'generated', 'test-results', 'next-env.d.ts'])

/**
 * A hash of the content of files and of all files in folders, with their names. What does not exist counts, too.
 * @param {string[]} paths from the root
 */
export function hashFiles(paths) {
  const hash = createHash('sha256')
  hash.update(`${process.platform} ${process.arch} ${process.versions.modules}`)
  for (const path of paths) addToHash(hash, join(root, path))
  return hash.digest('hex')
}

function addToHash(hash, path) {
  hash.update(`\0${relative(root, path)}\0`)
  if (!existsSync(path)) return
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch {
    hash.update(readFileSync(path))
    return
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  for (const entry of entries) {
    if (!IGNORED.has(entry.name)) addToHash(hash, join(path, entry.name))
  }
}

/** Whether a piece of work was done for this state of its inputs. @param {string} name @param {string} hash */
export function isStamped(name, hash) {
  const file = join(stampDirectory, name)
  return existsSync(file) && readFileSync(file, 'utf8') === hash
}

/** @param {string} name @param {string} hash */
export function writeStamp(name, hash) {
  mkdirSync(stampDirectory, { recursive: true })
  writeFileSync(join(stampDirectory, name), hash)
}

/** To be called before the work, so that an interrupted one is not taken for done. @param {string} name */
export function clearStamp(name) {
  rmSync(join(stampDirectory, name), { force: true })
}
