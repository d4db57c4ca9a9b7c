import { expect, it } from 'vitest'
import { createContext } from '../testing/create-context.fixture.ts'
import { createReadFileExecutor } from './executor.ts'

const ID = '11111111-1111-4111-8111-111111111111'

function readFile(content: Buffer, nodeConfig: Record<string, unknown>, bytes = content.length) {
  const executor = createReadFileExecutor({
    find: async (reference) => (reference === ID ? { name: 'a.txt', type: 'text/plain', bytes } : undefined),
    read: async () => content,
  })
  return Promise.resolve(executor.execute({ ...createContext({ nodeId: 'n' }), nodeConfig }))
}

it('reads what the webhook names, as text, JSON or bytes', async () => {
  const read = async (as: string, file: unknown = { name: 'a.txt', payload: ID }) =>
    (await readFile(Buffer.from('{"a":"ü"}'), { file, as })).data
  const facts = { name: 'a.txt', type: 'text/plain', size: 10 }
  expect(await read('text')).toEqual({ ...facts, content: '{"a":"ü"}' })
  expect(await read('json', ID)).toEqual({ ...facts, content: { a: 'ü' } })
  expect(await read('base64')).toEqual({ ...facts, content: Buffer.from('{"a":"ü"}').toString('base64') })
})

it('says what is wrong with a file', async () => {
  const binary = Buffer.from([0xff, 0xfe])
  await expect(readFile(binary, { file: ID, as: 'text' })).rejects.toMatchObject({ code: 'NOT_TEXT' })
  await expect(readFile(Buffer.from('{'), { file: ID, as: 'json' })).rejects.toMatchObject({ code: 'NOT_JSON' })
  await expect(readFile(binary, { file: '../etc/passwd', as: 'text' })).rejects.toMatchObject({ code: 'NOT_A_FILE' })
  const other = ID.replaceAll('1', '2')
  await expect(readFile(binary, { file: other, as: 'text' })).rejects.toMatchObject({ code: 'FILE_NOT_FOUND' })
  await expect(readFile(binary, { file: ID, as: 'text' }, 9e6)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' })
})
