import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** What a data dir remembers of its server from start to start. */
export interface ServerSettings {
  port: number
  password: string
}

/** Reads a data dir's settings; makes a random password for a new one. */
export function readSettings(dataDir: string): Partial<ServerSettings> & { password: string } {
  const file = join(dataDir, 'server.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  return { password: randomBytes(24).toString('base64url') }
}

/** Writes the settings, readable for this user only, whole or not at all. */
export function writeSettings(dataDir: string, settings: ServerSettings): void {
  const file = join(dataDir, 'server.json')
  writeFileSync(`${file}.new`, JSON.stringify(settings), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** The remembered port while it is free, otherwise any free one. */
export async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted !== undefined && (await listenBriefly(wanted)) !== undefined) return wanted
  const port = await listenBriefly(0)
  if (port === undefined) throw new Error('No free port was found on 127.0.0.1.')
  return port
}

function listenBriefly(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1' }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })
}
