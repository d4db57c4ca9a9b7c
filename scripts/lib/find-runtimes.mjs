import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isProgram } from './find-program.mjs'
import { fromRoot } from './paths.mjs'
import { Problem } from './problem.mjs'
import { step } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { hashFiles, isStamped, writeStamp } from './stamps.mjs'

const folder = fromRoot('scripts/runtimes')
const exe = process.platform === 'win32' ? '.exe' : ''

/**
 * The runtimes that the engine is tried on: this Node, and Node 24 and Bun, which npm installs into a folder of their own:
 * they are large, and nobody who runs or changes the product needs them.
 * @returns {Promise<{ name: string, program: string, args: string[], suiteArgs: string[] }[]>} `suiteArgs` let a program that is a script for Node run on it
 */
export async function findRuntimes() {
  const hash = hashFiles(['scripts/runtimes/package.json', 'scripts/runtimes/package-lock.json'])
  if (!isStamped('runtimes', hash) || !existsSync(join(folder, 'node_modules'))) {
    await step('Installing Node 24 and Bun', async () => {
      const { program, args } = findNpm()
      await runCommand(program, [...args, 'ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
        cwd: folder,
        shell: process.platform === 'win32',
        failure: 'Node 24 and Bun could not be installed.',
        todo: 'Check the network (or the proxy and registry that npm is set to) and run the command again.',
      })
      writeStamp('runtimes', hash)
    })
  }
  return [
    { name: `Node ${process.versions.node}`, program: process.execPath, args: [], suiteArgs: [] },
    { name: 'Node 24', program: installed(nodePackage(), join('bin', `node${exe}`)), args: [], suiteArgs: [] },
    { name: 'Bun', program: installed(bunPackage(), join('bin', `bun${exe}`)), args: ['run'], suiteArgs: ['--bun'] },
  ]
}

function installed(name, program) {
  const path = join(folder, 'node_modules', name, program)
  if (isProgram(path)) return path
  throw new Problem(`There is no ${name} for this machine (${process.platform} ${process.arch}).`, {
    todo: 'Run this part of the tests on Linux, macOS or Windows, on x64 or, but for Windows, on arm64.',
  })
}

function nodePackage() {
  const system = process.platform === 'win32' ? 'win' : process.platform
  return `${system === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'}-${system}-${process.arch}`
}

function bunPackage() {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  return `@oven/bun-${system}-${process.arch === 'arm64' ? 'aarch64' : 'x64'}`
}

function findNpm() {
  const npm = process.env.npm_execpath
  const cli = npm === undefined ? undefined : join(dirname(npm), 'npm-cli.js')
  return cli !== undefined && existsSync(cli)
    ? { program: process.execPath, args: [cli] }
    : { program: 'npm', args: [] }
}
