import { randomBytes } from 'node:crypto'
import type pg from 'pg'

/** A secret with which links are signed. The newest version signs, all of them verify. */
export interface SigningKeyRow {
  version: number
  secret: Buffer
}

/** The keys of this installation, newest first; the first caller of all makes the first one. */
export async function readSigningKeys(pool: Pick<pg.Pool, 'query'>): Promise<SigningKeyRow[]> {
  const read = () =>
    pool.query<SigningKeyRow>('SELECT version, secret FROM signing_key ORDER BY version DESC LIMIT 100')
  const { rows } = await read()
  if (rows.length > 0) return rows
  await pool.query('INSERT INTO signing_key (version, secret) VALUES (1, $1) ON CONFLICT DO NOTHING', [randomBytes(32)])
  return (await read()).rows
}
