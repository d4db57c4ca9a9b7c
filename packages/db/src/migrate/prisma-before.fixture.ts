import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { findPrismaDirectory } from './read-migrations.ts'

/** A copy of the migrations that come before one; gone when the test is over. */
export async function prismaBefore(name: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'spane-prisma-'))
  onTestFinished(() => rm(directory, { recursive: true, force: true }))
  await cp(findPrismaDirectory(), directory, { recursive: true })
  const names = (await readdir(join(directory, 'migrations'))).sort()
  for (const later of names.slice(names.findIndex((each) => each.endsWith(name))))
    await rm(join(directory, 'migrations', later), { recursive: true })
  return directory
}
