import { existsSync } from 'node:fs'
import { findProgram } from './find-program.mjs'
import { fromRoot, root } from './paths.mjs'
import { step } from './progress.mjs'
import { runCommand } from './run-command.mjs'
import { clearStamp, hashFiles, isStamped, writeStamp } from './stamps.mjs'

const SOURCES = ['packages', 'apps', 'prisma/schema.prisma', 'tsconfig.base.json', 'tsconfig.json', 'pnpm-lock.yaml']
const SERVER_OUTPUTS = ['apps/web/dist/server/main.js', 'apps/worker/dist/main.js', 'packages/db/dist/index.js']
const WEB_OUTPUTS = ['apps/web/.next/BUILD_ID']

/** Generates the Prisma client; nothing to do when the schema has not changed. */
export async function generateClient() {
  await runCommand(process.execPath, [fromRoot('scripts/prisma-generate.mjs')], {
    failure: 'The database client could not be generated from prisma/schema.prisma.',
  })
}

/** Compiles all packages and both servers. */
export async function compile() {
  await runCommand(process.execPath, [findProgram('typescript', 'tsc'), '-b', '--pretty', 'false'], {
    cwd: root,
    failure: 'The TypeScript sources do not compile.',
    todo: 'Correct what is named above and run the command again.',
  })
}

/** Builds the pages. */
export async function buildWeb() {
  const web = fromRoot('apps/web')
  await runCommand(process.execPath, [findProgram('next', 'next', web), 'build'], {
    cwd: web,
    env: { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    failure: 'The web pages could not be built.',
    todo: 'Correct what is named above and run the command again.',
    lines: 40,
  })
}

/** Brings everything that is started into being; takes no time when the sources have not changed since. */
export async function buildProduct() {
  const hash = hashFiles(SOURCES)
  const isBuilt = (name, outputs) => isStamped(name, hash) && outputs.every((output) => existsSync(fromRoot(output)))
  if (!isBuilt('servers', SERVER_OUTPUTS)) {
    await step('Compiling', async () => {
      clearStamp('servers')
      await generateClient()
      await compile()
      writeStamp('servers', hash)
    })
  }
  if (!isBuilt('web', WEB_OUTPUTS)) {
    await step('Building the web pages', async () => {
      clearStamp('web')
      await buildWeb()
      writeStamp('web', hash)
    })
  }
}
