import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chooseServerCommand } from './server-command.ts'
import { findUnprivilegedUser } from './unprivileged-user.ts'

it('reaches programs in a folder that only its owner may enter, but not as root', () => {
  const closed = mkdtempSync(join(tmpdir(), 'spane-closed-'))
  try {
    const program = join(closed, 'program')
    writeFileSync(program, '#!/bin/sh\nid -u\n')
    chmodSync(program, 0o755)
    const { prefix, uid, gid } = chooseServerCommand(findUnprivilegedUser(join(closed, 'none')), [closed])
    const run = (...command: string[]) => {
      const [file = '', ...args] = [...prefix, ...command]
      return spawnSync(file, args, { encoding: 'utf8', uid, gid }).stdout.trim()
    }
    expect(Number(run(program))).toBeGreaterThan(0)
    // As initdb does, and unlike the start of a program, access(2) asks for the real user.
    expect(run(process.execPath, '-p', `fs.accessSync('${program}', fs.constants.X_OK); 'yes'`)).toBe('yes')
  } finally {
    rmSync(closed, { recursive: true })
  }
})
