// `npm run create-node -- <folder> [--type <type>] [--name <name>]`: a folder with a node, its test, and links to the packages
// of this checkout. `--link <folder>` makes only the links.
import { existsSync, mkdirSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { nodeScaffold } from './lib/node-scaffold.mjs'
import { fromRoot } from './lib/paths.mjs'
import { Problem } from './lib/problem.mjs'
import { say, sayProblem } from './lib/progress.mjs'

const LINKS = {
  '@spane/node-sdk': fromRoot('packages/node-sdk'),
  '@spane/testing': fromRoot('packages/testing'),
  zod: fromRoot('packages/node-sdk/node_modules/zod'),
}

try {
  main()
} catch (error) {
  sayProblem(error)
  process.exitCode = 1
}

function main() {
  const { values, positionals } = readArguments()
  const [given] = positionals
  if (given === undefined)
    throw new Problem('Give the folder that is to be made.', { todo: 'npm run create-node -- ../shout' })
  const folder = resolve(process.env.INIT_CWD ?? '.', given)
  if (values.link) {
    link(folder)
    return
  }
  const type = values.type ?? basename(folder).replace(/^spane-node-/, '')
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(type)) {
    throw new Problem(`${JSON.stringify(type)} is no type of a node: it is kebab-case, as in send-mail.`, {
      todo: 'Name the folder so, or give --type.',
    })
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    throw new Problem(`${folder} is there already and not empty.`)
  }
  const name = values.name ?? type.charAt(0).toUpperCase() + type.slice(1).replaceAll('-', ' ')
  for (const [path, content] of Object.entries(nodeScaffold({ type, name }))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  link(folder)
  say(`${folder} holds the node ${type}. Next:\n  cd ${given} && npm test\n  SPANE_NODES=${given} npm start`)
}

function readArguments() {
  const options = { type: { type: 'string' }, name: { type: 'string' }, link: { type: 'boolean' } }
  try {
    return parseArgs({ options, allowPositionals: true })
  } catch (cause) {
    throw new Problem(cause.message, { cause })
  }
}

function link(folder) {
  for (const [name, target] of Object.entries(LINKS)) {
    if (!existsSync(target)) throw new Problem(`${target} is missing.`, { todo: 'Run "npm test -- types" once.' })
    const path = join(folder, 'node_modules', name)
    mkdirSync(dirname(path), { recursive: true })
    rmSync(path, { recursive: true, force: true })
    // Junctions need no rights on Windows.
    symlinkSync(realpathSync(target), path, 'junction')
  }
}
