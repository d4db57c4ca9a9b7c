import { createHmac } from 'node:crypto'
import { findStoredFile, pruneStoredFiles, readStoredFile } from '@spane/db'
import { expect, it } from 'vitest'
import { setUpTriggers } from '../testing/triggers.fixture.ts'
import { createHookHandler, type HookHandlerOptions } from './create-hook-handler.ts'

async function setUpUploads(config: object = {}, options: Partial<HookHandlerOptions> = {}) {
  const fixture = await setUpTriggers()
  const handler = createHookHandler({ ...fixture.context, secrets: { HOOK: 'abc' }, ...options })
  await fixture.publish('hook', 'webhook-trigger', { path: 'files', ...config })
  const { pool } = fixture
  return {
    pool,
    async send(body: NonNullable<RequestInit['body']>, headers: Record<string, string> = {}) {
      const init = { method: 'POST', body, headers, duplex: 'half' } as RequestInit
      const response = await handler.handle(new Request('http://localhost/hooks/files', init))
      const answer = await response.json()
      return { status: response.status, code: answer.code, executionId: answer.executionId }
    },
    async body(): Promise<Record<string, { payload: string }>> {
      const { rows } = await pool.query('SELECT input FROM execution')
      return JSON.parse(rows[0].input).body
    },
    async files(): Promise<number> {
      return (await pool.query('SELECT FROM stored_file')).rowCount ?? 0
    },
    [Symbol.asyncDispose]: async () => {
      await handler.close()
      await fixture[Symbol.asyncDispose]()
    },
  }
}

function form(files: Record<string, Blob>, fields: [string, string][] = []): FormData {
  const data = new FormData()
  for (const [name, value] of fields) data.append(name, value)
  for (const [name, blob] of Object.entries(files)) data.append(name, blob, `../${name}.bin`)
  return data
}

it('stores the files of a form, and hands the workflow what they are and where', async () => {
  await using uploads = await setUpUploads()
  const large = Buffer.alloc(1_000_000, 'abcdefg')
  const data = form({ photo: new Blob([large], { type: 'image/png' }), empty: new Blob([]) }, [
    ['title', 'Ü'],
    ['__proto__', '1'],
    ['title', 'two'],
  ])
  const { status, executionId } = await uploads.send(data)
  expect(status).toBe(202)
  const body = await uploads.body()
  const payload = body.photo?.payload ?? ''
  expect(Object.keys(body)).toEqual(['title', '__proto__', 'photo', 'empty'])
  expect(body.title).toEqual(['Ü', 'two'])
  expect(body.photo).toEqual({ name: 'photo.bin', type: 'image/png', size: 1_000_000, payload })
  expect(body.empty).toMatchObject({ size: 0 })
  expect(await findStoredFile(uploads.pool, 'elsewhere', payload)).toBeUndefined()
  expect(await findStoredFile(uploads.pool, 'local', payload)).toMatchObject({ bytes: 1_000_000, type: 'image/png' })
  expect((await readStoredFile(uploads.pool, payload)).equals(large)).toBe(true)

  // They are deleted with their execution, and what never started with them after an hour.
  const { pool } = uploads
  await pool.query(`UPDATE stored_file SET created_at = created_at - interval '2 hours'`)
  const prune = async () => {
    const client = await pool.connect()
    try {
      return await pruneStoredFiles(client, 10)
    } finally {
      client.release()
    }
  }
  expect(await prune()).toBe(0)
  await pool.query('DELETE FROM execution WHERE id = $1', [executionId])
  expect(await prune()).toBe(2)
})

it('keeps within its limits, named, and leaves nothing behind', async () => {
  const uploadLimits = { requestBytes: 50_000, fileBytes: 1_000, files: 2, fields: 2, fieldBytes: 100 }
  await using uploads = await setUpUploads({}, { uploadLimits })
  const blob = (bytes: number) => new Blob([Buffer.alloc(bytes, 'x')])
  const small = { a: blob(1_000), b: blob(10) }
  const cases: [FormData, string][] = [
    [form({ first: blob(10), large: blob(1_001) }), 'FILE_TOO_LARGE'],
    [form({ a: blob(1), b: blob(1), c: blob(1) }), 'TOO_MANY_PARTS'],
    [
      form({}, [
        ['a', '1'],
        ['b', '2'],
        ['c', '3'],
      ]),
      'TOO_MANY_PARTS',
    ],
    [form(small, [['long', 'x'.repeat(200)]]), 'FIELD_TOO_LARGE'],
  ]
  for (const [data, code] of cases) expect(await uploads.send(data)).toMatchObject({ status: 413, code })
  // Of unknown length, so that only counting tells.
  const [type, bytes] = await encode(form({ huge: blob(60_000) }))
  const stream = new Blob([bytes]).stream()
  const refused = await uploads.send(stream, { 'content-type': type })
  expect(refused.status).toBe(413)
  expect(['PAYLOAD_TOO_LARGE', 'FILE_TOO_LARGE']).toContain(refused.code)
  expect(await uploads.files()).toBe(0)
  expect((await uploads.send(form(small))).status).toBe(202)
  expect(await uploads.files()).toBe(2)
})

it('refuses what only pretends to be an upload, and what was cut off', async () => {
  await using uploads = await setUpUploads()
  const [type, bytes] = await encode(form({ a: new Blob(['hello']) }))
  const bad: [BodyInit, string][] = [
    ['{"a":1}', 'multipart/form-data; boundary=x'],
    ['{"a":1}', 'multipart/form-data'],
    [bytes.subarray(0, bytes.length - 20), type],
    [bytes, 'multipart/form-data; boundary=other'],
  ]
  for (const [body, contentType] of bad) {
    expect(await uploads.send(body, { 'content-type': contentType })).toMatchObject({
      status: 400,
      code: 'BAD_MULTIPART',
    })
  }
  expect(await uploads.files()).toBe(0)
})

it('checks the signature of an upload over its bytes, and drops its files when that is wrong', async () => {
  await using uploads = await setUpUploads({ auth: 'hmac-github', secret: 'HOOK' })
  const [type, bytes] = await encode(form({ a: new Blob(['hello']) }))
  const sign = (secret: string) => `sha256=${createHmac('sha256', secret).update(bytes).digest('hex')}`
  const headers = (secret: string) => ({ 'content-type': type, 'x-hub-signature-256': sign(secret) })
  expect(await uploads.send(bytes, headers('wrong'))).toMatchObject({ status: 401 })
  expect(await uploads.files()).toBe(0)
  expect((await uploads.send(bytes, headers('abc'))).status).toBe(202)
  expect(await uploads.files()).toBe(1)
})

it('keeps one set of files for one Idempotency-Key', async () => {
  await using uploads = await setUpUploads()
  const send = () => uploads.send(form({ a: new Blob(['hello']) }), { 'idempotency-key': 'k' })
  const [first, second] = [await send(), await send()]
  expect(second.executionId).toBe(first.executionId)
  expect(await uploads.files()).toBe(1)
  const payload = (await uploads.body()).a?.payload ?? ''
  expect(String(await readStoredFile(uploads.pool, payload))).toBe('hello')
})

async function encode(data: FormData): Promise<[contentType: string, bytes: Buffer<ArrayBuffer>]> {
  const response = new Response(data)
  return [response.headers.get('content-type') ?? '', Buffer.from(await response.arrayBuffer())]
}
