// Generates the Prisma client. The CLI would download a schema engine first, although this generator does not use one;
// naming any existing executable as that engine keeps it from the network.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const schema = join(root, 'prisma/schema.prisma')
const output = join(root, 'packages/db/src/generated')
const stamp = join(output, '.stamp')

const require = createRequire(join(root, 'packages/db/package.json'))
const manifest = require.resolve('prisma/package.json')
const { version, bin } = JSON.parse(readFileSync(manifest, 'utf8'))
const wanted = createHash('sha256').update(version).update(readFileSync(schema)).digest('hex')

if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) process.exit(0)

rmSync(output, { recursive: true, force: true })
const { status, stdout, stderr, error } = spawnSync(
  process.execPath,
  [join(dirname(manifest), bin.prisma), 'generate', '--schema', schema],
  {
    cwd: root,
    encoding: 'utf8',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
)
if (status !== 0) {
  process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ?? ''}\n`)
  process.exit(status || 1)
}
mkdirSync(output, { recursive: true })
writeFileSync(stamp, wanted)
